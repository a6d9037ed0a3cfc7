package replaystorage.jobs.checkpoint;

/**
 * Which checkpoints of a remote folder are to come.
 *
 * @param maxNewest so many; 0 for all
 * @param partialAllowed where there is too little room, the newest that fit, rather than none
 * @param command that brings them, for a message that adds the number of those that fit; null where they are no checkpoints
 */
public record CheckpointSelection(int maxNewest, boolean partialAllowed, String command) {
    /** All, of a folder that holds no checkpoints. */
    public static final CheckpointSelection ALL = new CheckpointSelection(0, false, null);
}
