package replaystorage.cli;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import replaystorage.console.Console;
import replaystorage.console.ConsoleFactory;
import replaystorage.console.ProgressMode;
import replaystorage.console.TerminalCapabilities;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.host.ResourceExhaustion;
import replaystorage.session.ProgramInvocation;

/** Turns exceptions into an error message, a remedy and an exit status. */
final class ErrorHandler {
    /** Short options of other tools and their equivalents here. */
    private static final Map<String, String> OPTIONS_OF_OTHER_TOOLS = Map.of("-P", "--progress=auto");

    private final ProgramInvocation invocation;

    ErrorHandler(ProgramInvocation invocation) {
        this.invocation = invocation;
    }

    int reportUsageError(ParameterException e, String[] arguments) {
        if (e.getCause() instanceof CliException cause) {
            return report(cause);
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return report(
                    unmatched.isUnknownOption() ? unknownOption(unmatched) : unexpectedArgument(unmatched, command));
        }
        return report(
                new CliException(ExitStatus.USAGE, e.getMessage().replaceFirst("^Error: ", ""), command + " --help"));
    }

    /** The remedy is the typed line with the nearest option. */
    private CliException unknownOption(UnmatchedArgumentException e) {
        String typed = e.getUnmatched().get(0);
        String name = typed.replaceFirst("=.*", "");
        CommandSpec command = e.getCommandLine().getCommandSpec();
        List<String> known = command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
        Optional<String> nearest = name.length() < 3
                ? Optional.ofNullable(OPTIONS_OF_OTHER_TOOLS.get(name))
                : DidYouMean.closest(name, known).filter(option -> option.length() > 2);
        String message = command.name() + " has no option " + name
                + nearest.map(option -> "; did you mean " + option + "?").orElse("");
        return new CliException(
                ExitStatus.USAGE,
                message,
                nearest.map(option -> correctedCommandLine(typed, option + typed.substring(name.length())))
                        .orElse(command.qualifiedName() + " --help"));
    }

    private String correctedCommandLine(String typed, String meant) {
        List<String> words = invocation.arguments().stream()
                .map(word -> word.equals(typed) ? meant : word)
                .toList();
        return PasteableCommand.ofProgram(words, invocation.passThrough());
    }

    private static CliException unexpectedArgument(UnmatchedArgumentException e, String command) {
        String word = "'" + e.getUnmatched().get(0) + "'";
        if (e.getCommandLine().getParent() != null) {
            return new CliException(ExitStatus.USAGE, "unexpected argument " + word, command + " --help");
        }
        String meant = ForeignCommandHints.commandFor(
                e.getUnmatched().get(0), e.getCommandLine().getSubcommands().keySet());
        return new CliException(ExitStatus.USAGE, "unknown command " + word, command + " " + meant);
    }

    int reportFailure(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof CliException cause) {
            return report(cause);
        }
        if (invocation.arguments().stream().anyMatch(word -> word.matches("--verbose|-[a-z]*v[a-z]*"))) {
            e.printStackTrace(invocation.streams().err());
        }
        return report(ResourceExhaustion.fromJavaError(e)
                .orElseGet(() -> new CliException(
                        ExitStatus.BUG,
                        "internal error (a bug in replay-storage): " + e,
                        "# run it again with --verbose and report what it shows")));
    }

    int report(CliException e) {
        TerminalCapabilities plain = new TerminalCapabilities(false, "", false, StandardCharsets.UTF_8, () -> 0);
        try (Console display = ConsoleFactory.open(
                wantsJson() ? ProgressMode.JSON : ProgressMode.NONE,
                invocation.streams().err(),
                plain,
                System::nanoTime)) {
            display.error(e.getMessage(), e.remedy().orElse(null), e.status());
        }
        return e.status();
    }

    /** Checked by hand, since usage errors occur before options are parsed. */
    private boolean wantsJson() {
        List<String> words = invocation.arguments();
        return words.contains("--progress=json")
                || Collections.indexOfSubList(words, List.of("--progress", "json")) >= 0;
    }
}
