package replaystorage.host;

/** The exit statuses of our own; the others are rclone's, or 128+N after signal N. */
public final class ExitStatus {
    public static final int OK = 0;
    /** Files differ, or a transfer failed and rclone gave no better code. */
    public static final int FAILED = 1;
    /** A bucket, sub-folder or snapshot that is not there. */
    public static final int NOT_FOUND = 3;
    /** The storage does not answer in time; rclone's own code for a temporary error. */
    public static final int TEMPORARY = 5;
    /** Wrong usage. */
    public static final int USAGE = 64;
    /** rclone is missing or too old. */
    public static final int UNAVAILABLE = 69;
    /** A bug of ours. */
    public static final int BUG = 70;
    /** A local problem: folder missing, unreadable, disk full. */
    public static final int LOCAL = 74;
    /** Ended well, but something could not be saved or was left out as still being written. */
    public static final int INCOMPLETE = 75;
    /** Not or wrongly configured. */
    public static final int CONFIG = 78;

    private ExitStatus() {}
}
