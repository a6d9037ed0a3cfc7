package replaystorage.console;

/** How a run is shown, as `--progress` names it. */
public enum ProgressMode {
    /** TTY at a terminal, else PLAIN. */
    AUTO,
    /** A live block, redrawn in place. */
    TTY,
    /** A line every ten seconds. */
    PLAIN,
    /** An object a line; see src/docs/progress-json.md. */
    JSON,
    /** Messages and summary only: rclone shows its own progress. */
    RCLONE,
    /** Warnings, errors and a failed run's summary only. */
    NONE
}
