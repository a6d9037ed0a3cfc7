package replaystorage.host;

/** Exit statuses of the program; others are rclone's, or 128+N after signal N. */
public final class ExitStatus {
    public static final int OK = 0;
    /** Files differ, or a transfer failed and rclone gave no better code. */
    public static final int FAILED = 1;
    /** A bucket, subfolder or snapshot does not exist. */
    public static final int NOT_FOUND = 3;
    /** The storage does not answer in time; also rclone's code for a temporary error. */
    public static final int TEMPORARY = 5;

    public static final int USAGE = 64;
    /** rclone is missing or too old. */
    public static final int UNAVAILABLE = 69;
    /** A bug in this program. */
    public static final int BUG = 70;
    /** A local problem: folder missing, unreadable, disk full. */
    public static final int LOCAL = 74;
    /** Successful, but something was not saved or is still being written. */
    public static final int INCOMPLETE = 75;
    /** Missing or wrong configuration. */
    public static final int CONFIG = 78;

    private ExitStatus() {}
}
