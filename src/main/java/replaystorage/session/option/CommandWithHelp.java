package replaystorage.session.option;

import picocli.CommandLine.Option;

/** A command with `--help`. */
public abstract class CommandWithHelp {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;
}
