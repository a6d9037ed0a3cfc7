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
import replaystorage.progress.Display;
import replaystorage.progress.Displays;
import replaystorage.progress.Mode;
import replaystorage.progress.Terminal;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Nearest;
import replaystorage.settings.Shortage;

/** Turns every exception into an error text and an exit status. */
final class Errors {
    /** Short options of rclone, and what they are here. */
    private static final Map<String, String> OTHER_TOOLS = Map.of("-P", "--progress=auto");

    private final App app;

    Errors(App app) {
        this.app = app;
    }

    int usage(ParameterException e, String[] arguments) {
        if (e.getCause() instanceof CliException cause) {
            return tell(cause);
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return tell(unmatched.isUnknownOption() ? unknown(unmatched) : tooMany(unmatched, command));
        }
        return tell(
                new CliException(ExitStatus.USAGE, e.getMessage().replaceFirst("^Error: ", ""), command + " --help"));
    }

    /** With the line as it was typed, and the nearest option in place of what is none. */
    private CliException unknown(UnmatchedArgumentException e) {
        String typed = e.getUnmatched().get(0);
        String name = typed.replaceFirst("=.*", "");
        CommandSpec command = e.getCommandLine().getCommandSpec();
        List<String> known = command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
        Optional<String> nearest = name.length() < 3
                ? Optional.ofNullable(OTHER_TOOLS.get(name))
                : Nearest.of(name, known).filter(option -> option.length() > 2);
        String message = command.name() + " has no option " + name
                + nearest.map(option -> "; did you mean " + option + "?").orElse("");
        return new CliException(
                ExitStatus.USAGE,
                message,
                nearest.map(option -> line(typed, option + typed.substring(name.length())))
                        .orElse(command.qualifiedName() + " --help"));
    }

    private String line(String typed, String meant) {
        List<String> words = app.arguments().stream()
                .map(word -> word.equals(typed) ? meant : word)
                .toList();
        return Shell.line(words, app.passThrough());
    }

    private static CliException tooMany(UnmatchedArgumentException e, String command) {
        String word = "'" + e.getUnmatched().get(0) + "'";
        if (e.getCommandLine().getParent() != null) {
            return new CliException(ExitStatus.USAGE, "unexpected argument " + word, command + " --help");
        }
        String meant = Synonyms.command(
                e.getUnmatched().get(0), e.getCommandLine().getSubcommands().keySet());
        return new CliException(ExitStatus.USAGE, "there is no command " + word, command + " " + meant);
    }

    int failure(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof CliException cause) {
            return tell(cause);
        }
        if (app.arguments().stream().anyMatch(word -> word.matches("--verbose|-[a-z]*v[a-z]*"))) {
            e.printStackTrace(app.streams().err());
        }
        return tell(Shortage.ofJava(e)
                .orElseGet(() -> new CliException(
                        ExitStatus.BUG,
                        "this is a bug of ours: " + e,
                        "# run it again with --verbose and report what it shows")));
    }

    int tell(CliException e) {
        Terminal plain = new Terminal(false, "", false, StandardCharsets.UTF_8, () -> 0);
        try (Display display =
                Displays.open(wantsJson() ? Mode.JSON : Mode.NONE, app.streams().err(), plain, System::nanoTime)) {
            display.error(e.getMessage(), e.hint().orElse(null), e.status());
        }
        return e.status();
    }

    /** What is wrong with the command line is told before its options are known. */
    private boolean wantsJson() {
        List<String> words = app.arguments();
        return words.contains("--progress=json")
                || Collections.indexOfSubList(words, List.of("--progress", "json")) >= 0;
    }
}
