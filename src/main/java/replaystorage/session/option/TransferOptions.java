package replaystorage.session.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import replaystorage.console.ProgressMode;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.transfer.list.NameFilter;
import replaystorage.userconfig.UserConfig;

/** The options of every command that moves data. */
public final class TransferOptions {
    public static final List<String> DRY_RUN = List.of("-n", "--dry-run");

    @Option(
            names = {"-n", "--dry-run"},
            description = "Show what would be done without doing it.")
    private boolean dryRun;

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "Take only files that match, such as '*.pt' or '/mewtwo/**' (repeatable).")
    private List<String> includes = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "Skip files that match (repeatable).")
    private List<String> excludes = new ArrayList<>();

    @Option(
            names = "--transfers",
            paramLabel = "N",
            converter = ConcurrencyConverter.class,
            description = "Parallel file transfers (default: chosen for provider and machine).")
    private Integer parallelTransfers;

    @Option(
            names = "--checkers",
            paramLabel = "N",
            converter = ConcurrencyConverter.class,
            description = "Parallel comparisons (default: chosen for provider and machine).")
    private Integer parallelCheckers;

    /** What rclone is to be given before the flags behind `--`. */
    public List<String> rcloneFlags() {
        List<String> flags = new ArrayList<>();
        if (parallelTransfers != null) {
            flags.addAll(List.of("--transfers", parallelTransfers.toString()));
        }
        if (parallelCheckers != null) {
            flags.addAll(List.of("--checkers", parallelCheckers.toString()));
        }
        return flags;
    }

    /** Whether only a part of the files was asked for. */
    public boolean isFiltered() {
        return !includes.isEmpty() || !excludes.isEmpty();
    }

    public List<String> includes() {
        return includes;
    }

    public List<String> excludes() {
        return excludes;
    }

    public boolean dryRun() {
        return dryRun;
    }

    /** What is chosen here, less what the user's file excludes. */
    public NameFilter filter(UserConfig userConfig) {
        return new NameFilter(includes, excludes).excluding(filterOf(userConfig));
    }

    /** All but what the user's file excludes. */
    public static NameFilter filterOf(UserConfig userConfig) {
        return new NameFilter(List.of(), userConfig.excludes());
    }

    /** How a command shows what it does. */
    public static final class DisplayOptions {
        @Option(
                names = "--progress",
                paramLabel = "MODE",
                completionCandidates = CompletionCandidates.ProgressModeCandidates.class,
                defaultValue = "auto",
                description =
                        "Progress display: auto, tty, plain, json, rclone or none (default: auto, which is tty at a terminal, else plain).")
        private String progress;

        @Option(
                names = {"-q", "--quiet"},
                description = "Show only warnings and errors.")
        private boolean quiet;

        @Option(
                names = {"-v", "--verbose"},
                description = "Also show rclone's messages, its commands, and how they are tuned.")
        private boolean verbose;

        @Option(names = "--log-tag", paramLabel = "TAG", hidden = true)
        private String tag;

        /** What each line of the log begins with, or null. */
        public String tag() {
            return tag;
        }

        public boolean verbose() {
            return verbose;
        }

        public ProgressMode mode() {
            try {
                return quiet ? ProgressMode.NONE : ProgressMode.valueOf(progress.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "--progress=" + progress + " is not a mode; use auto, tty, plain, json, rclone or none",
                        "# run it again with --progress=plain");
            }
        }
    }
}
