package replaystorage.console;

/** Values of `--progress`. */
public enum ProgressMode {
    /** TTY in a terminal, else PLAIN. */
    AUTO,
    TTY,
    PLAIN,
    JSON,
    RCLONE,
    NONE
}
