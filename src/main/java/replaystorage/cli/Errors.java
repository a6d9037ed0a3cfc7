package replaystorage.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import replaystorage.progress.Printable;
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
            return new CliException(ExitStatus.USAGE, word + " is an argument too many", command + " --help");
        }
        String closest = e.getSuggestions().stream().findFirst().orElse("--help");
        return new CliException(ExitStatus.USAGE, "there is no command " + word, command + " " + closest);
    }

    int failure(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof CliException cause) {
            return tell(cause);
        }
        if (app.arguments().contains("--verbose")) {
            e.printStackTrace(app.streams().err());
        }
        return tell(new CliException(
                ExitStatus.BUG, "this is a bug of ours: " + e, "run it again with --verbose and report what it shows"));
    }

    int tell(CliException e) {
        app.streams().err().println("Error: " + Printable.of(e.getMessage()));
        e.hint().ifPresent(hint -> app.streams().err().println("Try: " + Printable.of(hint)));
        return e.status();
    }
}
