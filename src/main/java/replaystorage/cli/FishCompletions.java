package replaystorage.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import replaystorage.host.PasteableCommand;

/** Completion script for fish, which picocli does not generate. */
final class FishCompletions {
    /** Tests the first word only: a later word may equal a command, as in `verify checkpoints`. */
    private static final String FUNCTIONS = """
            function __replay_storage_is
                set -l words (commandline -opc)
                test (count $words) -ge 2; and contains -- $words[2] $argv
            end

            function __replay_storage_none
                test (count (commandline -opc)) -eq 1
            end

            """;

    private final CommandLine line;
    private final String program;
    private final List<String> lines = new ArrayList<>();

    FishCompletions(CommandLine line) {
        this.line = line;
        this.program = line.getCommandName();
    }

    String script() {
        addLine("-f");
        line.getCommandSpec().options().forEach(option -> addOption("__replay_storage_none", option));
        line.getSubcommands().forEach(this::addCommand);
        return FUNCTIONS + String.join("\n", lines) + "\n";
    }

    private void addCommand(String name, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        addLine("-n __replay_storage_none -a " + name + " -d "
                + descriptionArgument(spec.usageMessage().description()));
        String condition = PasteableCommand.alwaysQuote("__replay_storage_is " + name);
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                addOption(condition, option);
            }
        }
        spec.positionalParameters().forEach(each -> addLine("-n " + condition + candidates(each)));
    }

    private void addOption(String condition, OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        boolean takesValue = option.arity().max() > 0;
        addLine("-n " + condition + names + (takesValue ? " -r" + candidates(option) : "") + " -d "
                + descriptionArgument(option.description()));
    }

    /** Completes files, known words or nothing. */
    private static String candidates(ArgSpec argument) {
        if (isFile(argument.type())) {
            return " -F";
        }
        List<String> known = knownWords(argument);
        return known.isEmpty() ? " -f" : " -f -a " + PasteableCommand.alwaysQuote(String.join(" ", known));
    }

    private static List<String> knownWords(ArgSpec argument) {
        List<String> known = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(known::add);
        }
        return known;
    }

    private static boolean isFile(Class<?> type) {
        return type == Path.class || type == File.class;
    }

    private static String descriptionArgument(String... description) {
        return PasteableCommand.alwaysQuote(description.length == 0 ? "" : description[0].replace("%%", "%"));
    }

    private void addLine(String rest) {
        lines.add("complete -c " + program + " " + rest);
    }
}
