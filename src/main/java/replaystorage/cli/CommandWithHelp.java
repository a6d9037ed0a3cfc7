package replaystorage.cli;

import picocli.CommandLine.Option;

/** Has `--help`, which picocli itself acts on. */
abstract class CommandWithHelp {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;
}
