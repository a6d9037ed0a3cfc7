package replaystorage.settings;

/** What an rclone is started for; each job has its own tuned flags. */
public enum Job {
    LIST,
    UP,
    DOWN,
    /** A copy within the storage. */
    SNAPSHOT
}
