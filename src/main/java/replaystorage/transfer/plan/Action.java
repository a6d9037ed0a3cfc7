package replaystorage.transfer.plan;

/** What is done with a file. */
public enum Action {
    /** It goes over under its own name. */
    COPY,
    /** The remote's version is first kept beside it, then it goes up. */
    KEEP_REMOTE,
    /** The local version is first kept beside it, then it comes down. */
    KEEP_LOCAL,
    /** It goes up under a name beside the remote's, which stays. */
    SEND_BESIDE,
    /** Both sides stay as they are. */
    STAY,
    /** It is left out, since it is still being written. */
    WAIT,
    /** The destination's file is deleted, since the source has none. */
    DELETE;

    /** Whether bytes go over. */
    public boolean transfersBytes() {
        return this != STAY && this != WAIT && this != DELETE;
    }
}
