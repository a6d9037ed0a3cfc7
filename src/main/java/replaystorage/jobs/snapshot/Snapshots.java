package replaystorage.jobs.snapshot;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.SmallObjectClient;

/** Dated copies of a pod's checkpoints, logs and cache, under snapshots/DATE/NAME in the artifacts bucket. */
public final class Snapshots {
    static final String FOLDER_NAME = "snapshots";

    private final TransferContext context;
    private final ArtifactTransfers artifacts;

    public Snapshots(TransferContext context) {
        this.context = context;
        this.artifacts = new ArtifactTransfers(context);
    }

    public List<Snapshot> list() {
        return Snapshot.parse(context.storage().listEntries(artifacts.remoteFolder(FOLDER_NAME), artifacts.bucket()));
    }

    /** @param pod the pod that creates it */
    public SnapshotCreation creation(String date, String pod) {
        SmallObjectClient objects = new SmallObjectClient(context.storage(), context.bucketRoot(artifacts.bucket()));
        SnapshotMarkers markers = new SnapshotMarkers(objects, artifacts.remoteFolder(FOLDER_NAME), date, pod);
        return new SnapshotCreation(context, artifacts, date, markers, this::list);
    }

    /**
     * @param anyway true to accept an incomplete snapshot
     * @param required artifacts that it must contain
     * @param again the user's command line with another date
     */
    public SnapshotRestore restore(
            String date, boolean anyway, Collection<String> required, UnaryOperator<String> again) {
        return new SnapshotRestore(context, artifacts, date, anyway, Set.copyOf(required), again, this::list);
    }
}
