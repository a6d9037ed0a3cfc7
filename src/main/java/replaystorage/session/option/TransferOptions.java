package replaystorage.session.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import replaystorage.console.ProgressMode;
import replaystorage.flags.RcloneFlag;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.transfer.list.NameFilter;
import replaystorage.userconfig.UserConfig;

/** Options of every command that transfers files. */
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

    /** rclone flags for these options; flags after `--` follow them. */
    public List<RcloneFlag> rcloneFlags() {
        List<RcloneFlag> flags = new ArrayList<>();
        if (parallelTransfers != null) {
            flags.add(RcloneFlag.of("transfers", parallelTransfers));
        }
        if (parallelCheckers != null) {
            flags.add(RcloneFlag.of("checkers", parallelCheckers));
        }
        return flags;
    }

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

    public NameFilter filter(UserConfig userConfig) {
        return new NameFilter(includes, excludes).excluding(filterOf(userConfig));
    }

    public static NameFilter filterOf(UserConfig userConfig) {
        return new NameFilter(List.of(), userConfig.excludes());
    }

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

        /** Prefix of each log line, or null. */
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
