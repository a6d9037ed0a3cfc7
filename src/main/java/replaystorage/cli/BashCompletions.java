package replaystorage.cli;

import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Completion script for bash and zsh, for the commands and the helper commands. */
record BashCompletions(CommandLine commandLine) {
    /**
     * Completes a helper command as the command that it stands for, and the value of --option=value as a separate word.
     */
    private static final String ENTRY = """
            _replay_storage() {
              local word='' before='' i=0
              local program=replay-storage
              local -a words called
              called=()
              case ${COMP_WORDS[0]##*/} in
            HELPERS
              esac
              words=("$program" "${called[@]}")
              for ((i = 1; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                before=
                case $word in
                  =) if ((i == COMP_CWORD)); then words+=(''); fi ;;
                  --*=*)
                    before=${word%%=*}=
                    words+=("${word%%=*}" "${word#*=}")
                    ;;
                  *) words+=("$word") ;;
                esac
              done
              local -a COMP_WORDS
              COMP_WORDS=("${words[@]}")
              local COMP_CWORD=$((${#words[@]} - 1)) COMP_LINE="${words[*]}"
              _complete_replay-storage
              if [ -n "$before" ]; then COMPREPLY=("${COMPREPLY[@]/#/$before}"); fi
            }
            """;

    String script() {
        String called = "_replay_storage_called";
        String script =
                AutoComplete.bash(commandLine.getCommandName(), commandLine).replace("CompWordsContainsArray", called);
        String own = script.substring(0, script.lastIndexOf("\ncomplete -F ") + 1);
        String helpers = Commands.helpers().entrySet().stream()
                .map(helper -> "    " + helper.getKey() + ") called=(" + String.join(" ", helper.getValue()) + ") ;;")
                .collect(Collectors.joining("\n"));
        // picocli would take any word of the line for the command, such as `checkpoints` in `up checkpoints`: accept
        // only the first.
        return own + called + "() { [[ \"${COMP_WORDS[*]:1:1}\" = \"$1\" ]]; }\n"
                + ENTRY.replace("HELPERS", helpers) + "complete -F _replay_storage -o default replay-storage "
                + String.join(" ", Commands.helpers().keySet()) + "\n";
    }
}
