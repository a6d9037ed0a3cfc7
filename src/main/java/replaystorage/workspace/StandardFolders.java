package replaystorage.workspace;

import java.util.List;

/** The folders that every pod and every bucket has. */
public final class StandardFolders {
    public static final String CHECKPOINTS = "checkpoints";
    public static final String LOGS = "logs";
    public static final String CACHE = "cache";
    public static final String REPLAYS = "replays";
    public static final String SNAPSHOTS = "snapshots";

    /** The artifacts, in the order in which they are transferred. */
    public static final List<String> ARTIFACTS = List.of(CHECKPOINTS, LOGS, CACHE);

    /** What the artifacts bucket holds. */
    public static final List<String> IN_ARTIFACTS_BUCKET = List.of(CHECKPOINTS, LOGS, CACHE, SNAPSHOTS);

    private StandardFolders() {}
}
