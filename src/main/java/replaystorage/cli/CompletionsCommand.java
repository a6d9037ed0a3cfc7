package replaystorage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.option.CommandWithHelp;

@Command(
        name = "completions",
        description = {
            "Print the completion script for a shell.",
            "It completes commands, options and names without starting Java.",
            "bash, zsh: save it to a file, and source that file in ~/.bashrc or ~/.zshrc (in zsh after compinit).",
            "fish: save it as ~/.config/fish/completions/replay-storage.fish."
        },
        footer = {
            "",
            "Examples:  replay-storage completions bash > ~/.replay-storage.bash",
            "           replay-storage completions fish > replay-storage.fish"
        })
final class CompletionsCommand extends CommandWithHelp implements Runnable {
    private final ProgramInvocation invocation;

    enum ShellName {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "One of bash, zsh and fish.")
    private ShellName shell;

    CompletionsCommand(ProgramInvocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public void run() {
        CommandLine whole = Commands.fullCommandLine(invocation);
        String script = switch (shell) {
            case bash, zsh -> new BashCompletions(whole).script();
            case fish -> new FishCompletions(whole).script();
        };
        invocation.streams().out().print(script);
    }
}
