package replaystorage.jobs.checkpoint;

/**
 * Selects the newest checkpoints of a remote folder.
 *
 * @param maxNewest number of checkpoints; 0 for all
 * @param partialAllowed if space is short, download the newest ones that fit instead of none
 * @param command that downloads them, for a message about those that fit; null for other folders
 */
public record CheckpointSelection(int maxNewest, boolean partialAllowed, String command) {
    public static final CheckpointSelection ALL = new CheckpointSelection(0, false, null);
}
