package replaystorage.transfer.plan;

/** What is done with a file. */
public enum Action {
    /** Copy it under its own name. */
    COPY,
    /** Keep the remote version under another name, then upload. */
    KEEP_REMOTE,
    /** Keep the local version under another name, then download. */
    KEEP_LOCAL,
    /** Upload it under another name; the remote version stays. */
    SEND_BESIDE,
    /** Leave both sides. */
    STAY,
    /** Skip it, because it is still being written. */
    WAIT,
    /** Delete it in the destination, because the source has none. */
    DELETE;

    public boolean transfersBytes() {
        return this != STAY && this != WAIT && this != DELETE;
    }
}
