package replaystorage.cli;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import replaystorage.progress.Display;
import replaystorage.progress.Displays;
import replaystorage.progress.Mode;
import replaystorage.progress.Terminal;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** Turns every exception into an error text and an exit status. */
final class Errors {
    private final App app;

    Errors(App app) {
        this.app = app;
    }

    int usage(ParameterException e, String[] arguments) {
        if (e.getCause() instanceof CliException cause) {
            return tell(cause);
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return tell(tooMany(unmatched, command));
        }
        return tell(
                new CliException(ExitStatus.USAGE, e.getMessage().replaceFirst("^Error: ", ""), command + " --help"));
    }

    private static CliException tooMany(UnmatchedArgumentException e, String command) {
        String word = "'" + e.getUnmatched().get(0) + "'";
        if (e.getCommandLine().getParent() != null) {
            return new CliException(ExitStatus.USAGE, "unexpected argument " + word, command + " --help");
        }
        String closest = e.getSuggestions().stream().findFirst().orElse("--help");
        return new CliException(ExitStatus.USAGE, "there is no command " + word, command + " " + closest);
    }

    int failure(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof CliException cause) {
            return tell(cause);
        }
        if (app.arguments().stream().anyMatch(word -> word.matches("--verbose|-[a-z]*v[a-z]*"))) {
            e.printStackTrace(app.streams().err());
        }
        return tell(new CliException(
                ExitStatus.BUG,
                "this is a bug of ours: " + e,
                "# run it again with --verbose and report what it shows"));
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
