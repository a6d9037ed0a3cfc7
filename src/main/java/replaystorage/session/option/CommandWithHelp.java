package replaystorage.session.option;

import picocli.CommandLine.Option;

/** Has `--help`, which picocli itself acts on. */
public abstract class CommandWithHelp {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;
}
