package replaystorage.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
        return tell(new CliException(ExitStatus.USAGE, e.getMessage(), command + " --help"));
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
