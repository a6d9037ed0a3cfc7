package replaystorage.transfer;

/**
 * Which checkpoints of a remote folder are to come.
 *
 * @param newest so many; 0 for all
 * @param whatFits where there is too little room, the newest that fit, rather than none
 * @param command that brings them, for a message that adds the number of those that fit; null where they are no checkpoints
 */
public record CheckpointChoice(int newest, boolean whatFits, String command) {
    /** All, of a folder that holds no checkpoints. */
    public static final CheckpointChoice NONE = new CheckpointChoice(0, false, null);
}
