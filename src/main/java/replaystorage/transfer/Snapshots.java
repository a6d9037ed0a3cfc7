package replaystorage.transfer;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Dated copies of a pod's checkpoints, logs and cache, under snapshots/DATE/NAME in the artifacts bucket. */
public final class Snapshots {
    static final String FOLDER = "snapshots";

    private final Setup setup;
    private final Artifacts artifacts;

    public Snapshots(Setup setup) {
        this.setup = setup;
        this.artifacts = new Artifacts(setup);
    }

    /** Those there are, by date. */
    public List<Snapshot> all() {
        return Snapshot.of(setup.storage().entries(artifacts.folder(FOLDER), artifacts.bucket()));
    }

    /** @param pod who takes it */
    public SnapshotTaking taking(String date, String pod) {
        SmallObjects objects = new SmallObjects(setup.storage(), setup.bucket(artifacts.bucket()));
        SnapshotMarks marks = new SnapshotMarks(objects, artifacts.folder(FOLDER), date, pod);
        return new SnapshotTaking(setup, artifacts, date, marks, this::all);
    }

    /**
     * The way back of one.
     *
     * @param anyway one that is not whole will do
     * @param required the artifacts that it must hold
     * @param again the command as it was typed, with another date
     */
    public SnapshotRestoring restoring(
            String date, boolean anyway, Collection<String> required, UnaryOperator<String> again) {
        return new SnapshotRestoring(setup, artifacts, date, anyway, Set.copyOf(required), again, this::all);
    }
}
