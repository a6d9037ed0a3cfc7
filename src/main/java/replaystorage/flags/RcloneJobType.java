package replaystorage.flags;

/** What an rclone is started for; each job has its own tuned flags. */
public enum RcloneJobType {
    LIST,
    UP,
    DOWN,
    /** A copy within the storage. */
    SNAPSHOT
}
