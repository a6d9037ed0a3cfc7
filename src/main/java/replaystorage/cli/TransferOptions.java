package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import replaystorage.progress.Mode;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Preferences;
import replaystorage.transfer.Filter;

/** The options of every command that moves data. */
final class TransferOptions {
    static final List<String> DRY_RUN = List.of("-n", "--dry-run");

    @Option(
            names = {"-n", "--dry-run"},
            description = "Print what would be done, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "Only files that match, such as '*.pt' or '/mewtwo/**' (repeatable).")
    private List<String> includes = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "Skip files that match (repeatable).")
    private List<String> excludes = new ArrayList<>();

    @Option(
            names = "--transfers",
            paramLabel = "N",
            converter = AtOnceConverter.class,
            description = "Number of parallel file transfers (default: chosen for provider and machine).")
    private Integer transfers;

    @Option(
            names = "--checkers",
            paramLabel = "N",
            converter = AtOnceConverter.class,
            description = "Number of parallel comparisons.")
    private Integer checkers;

    /** What rclone is to be given before the flags behind `--`. */
    List<String> flags() {
        List<String> flags = new ArrayList<>();
        if (transfers != null) {
            flags.addAll(List.of("--transfers", transfers.toString()));
        }
        if (checkers != null) {
            flags.addAll(List.of("--checkers", checkers.toString()));
        }
        return flags;
    }

    /** Whether only a part of the files was asked for. */
    boolean chooses() {
        return !includes.isEmpty() || !excludes.isEmpty();
    }

    List<String> includes() {
        return includes;
    }

    List<String> excludes() {
        return excludes;
    }

    boolean dryRun() {
        return dryRun;
    }

    /** What is chosen here, less what the user's file excludes. */
    Filter filter(Preferences preferences) {
        return new Filter(includes, excludes).and(excluded(preferences));
    }

    /** All but what the user's file excludes. */
    static Filter excluded(Preferences preferences) {
        return new Filter(List.of(), preferences.excludes());
    }

    /** How a command shows what it does. */
    static final class Shown {
        @Option(
                names = "--progress",
                paramLabel = "MODE",
                completionCandidates = Words.Modes.class,
                defaultValue = "auto",
                description = "auto (tty at a terminal, else plain), tty, plain, json, rclone or none.")
        private String progress;

        @Option(
                names = {"-q", "--quiet"},
                description = "Show only warnings and errors.")
        private boolean quiet;

        @Option(
                names = {"-v", "--verbose"},
                description = "Also show rclone's messages, the commands that run, and how they are tuned.")
        private boolean verbose;

        @Option(names = "--log-tag", paramLabel = "TAG", hidden = true)
        private String tag;

        /** What each line of the log begins with, or null. */
        String tag() {
            return tag;
        }

        boolean verbose() {
            return verbose;
        }

        Mode mode() {
            try {
                return quiet ? Mode.NONE : Mode.valueOf(progress.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "--progress=" + progress + " is not known: auto, tty, plain, json, rclone or none",
                        "# run it again with --progress=plain");
            }
        }
    }
}
