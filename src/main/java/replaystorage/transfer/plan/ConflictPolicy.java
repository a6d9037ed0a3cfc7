package replaystorage.transfer.plan;

import replaystorage.jobs.snapshot.Snapshots;

/**
 * Which bytes win where both sides have a file and differ: what moved since the base wins over what did not, whatever the times say; where both
 * moved, or there is no base, the newer keeps the name and nothing newer is lost.
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
    /** The remote wins, and what no fetch brought is kept. */
    REPLAYS {
        @Override
        public Action decide(DifferingFile file) {
            return file.isUnchangedDownload() ? Action.COPY : Action.KEEP_LOCAL;
        }
    },
    /** The snapshot wins; what it would replace is kept, unless {@link Snapshots} finds it in the flat folder. */
    RESTORE {
        @Override
        public Action decide(DifferingFile file) {
            return Action.KEEP_LOCAL;
        }
    };

    public abstract Action decide(DifferingFile file);
}
