package replaystorage.transfer.plan;

public enum PlannedAction {
    COPY,
    /** Keep the remote version under another name, then upload. */
    KEEP_REMOTE,
    /** Keep the local version under another name, then download. */
    KEEP_LOCAL,
    /** Upload it under another name; the remote version stays. */
    SEND_BESIDE,
    STAY,
    /** Skip it: it is still being written. */
    WAIT,
    /** Delete it in the destination: the source has none. */
    DELETE;

    public boolean transfersBytes() {
        return this != STAY && this != WAIT && this != DELETE;
    }
}
