package replaystorage.transfer.plan;

import replaystorage.jobs.snapshot.Snapshots;

/**
 * Which version wins if both sides have a file and differ: a changed side wins over an unchanged one, whatever the
 * times say. If both changed, or nothing is recorded, the newer keeps the name, and no newer version is lost.
 */
public enum ConflictPolicy {
    UP {
        @Override
        public Action decide(DifferingFile file) {
            if (file.localChanged() != file.remoteChanged()) {
                return file.localChanged() ? Action.COPY : Action.STAY;
            }
            if (!file.localIsNewer()) {
                return Action.SEND_BESIDE;
            }
            return file.recordEntry().isPresent() ? Action.KEEP_REMOTE : Action.COPY;
        }
    },
    DOWN {
        @Override
        public Action decide(DifferingFile file) {
            if (file.localChanged() != file.remoteChanged()) {
                return file.localChanged() ? Action.STAY : Action.COPY;
            }
            return file.localIsNewer() ? Action.STAY : Action.KEEP_LOCAL;
        }
    },
    /** The bucket wins; local files that no fetch downloaded are kept. */
    REPLAYS {
        @Override
        public Action decide(DifferingFile file) {
            return file.isUnchangedDownload() ? Action.COPY : Action.KEEP_LOCAL;
        }
    },
    /** The snapshot wins; replaced files are kept unless {@link Snapshots} finds them in the flat folder. */
    RESTORE {
        @Override
        public Action decide(DifferingFile file) {
            return Action.KEEP_LOCAL;
        }
    };

    public abstract Action decide(DifferingFile file);
}
