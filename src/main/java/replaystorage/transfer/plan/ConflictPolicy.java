package replaystorage.transfer.plan;

import replaystorage.jobs.snapshot.Snapshots;

/**
 * Which version wins if both sides have a file and differ: a changed side wins over an unchanged one, whatever the
 * times say. If both changed, or nothing is recorded, the newer keeps the name, and no newer version is lost.
 */
public enum ConflictPolicy {
    UP {
        @Override
        public PlannedAction decide(DifferingFile file) {
            if (file.localChanged() != file.remoteChanged()) {
                return file.localChanged() ? PlannedAction.COPY : PlannedAction.STAY;
            }
            if (!file.localIsNewer()) {
                return PlannedAction.SEND_BESIDE;
            }
            return file.recordEntry().isPresent() ? PlannedAction.KEEP_REMOTE : PlannedAction.COPY;
        }
    },
    DOWN {
        @Override
        public PlannedAction decide(DifferingFile file) {
            if (file.localChanged() != file.remoteChanged()) {
                return file.localChanged() ? PlannedAction.STAY : PlannedAction.COPY;
            }
            return file.localIsNewer() ? PlannedAction.STAY : PlannedAction.KEEP_LOCAL;
        }
    },
    /** The bucket wins; local files that no fetch downloaded are kept. */
    REPLAYS {
        @Override
        public PlannedAction decide(DifferingFile file) {
            return file.isUnchangedDownload() ? PlannedAction.COPY : PlannedAction.KEEP_LOCAL;
        }
    },
    /** The snapshot wins; replaced files are kept unless {@link Snapshots} finds them in the flat folder. */
    RESTORE {
        @Override
        public PlannedAction decide(DifferingFile file) {
            return PlannedAction.KEEP_LOCAL;
        }
    };

    public abstract PlannedAction decide(DifferingFile file);
}
