package replaystorage.transfer;

/**
 * Which bytes win where both sides have a file and differ: what moved since the base wins over what did not, whatever the times say; where both
 * moved, or there is no base, the newer keeps the name and nothing newer is lost.
 */
enum Precedence {
    UP {
        @Override
        Action decide(Difference file) {
            if (file.localMoved() != file.remoteMoved()) {
                return file.localMoved() ? Action.COPY : Action.STAY;
            }
            if (!file.localIsNewer()) {
                return Action.SEND_BESIDE;
            }
            return file.base().isPresent() ? Action.KEEP_REMOTE : Action.COPY;
        }
    },
    DOWN {
        @Override
        Action decide(Difference file) {
            if (file.localMoved() != file.remoteMoved()) {
                return file.localMoved() ? Action.STAY : Action.COPY;
            }
            return file.localIsNewer() ? Action.STAY : Action.KEEP_LOCAL;
        }
    },
    /** The remote wins, and what no fetch brought is kept. */
    REPLAYS {
        @Override
        Action decide(Difference file) {
            return file.broughtAndUntouched() ? Action.COPY : Action.KEEP_LOCAL;
        }
    },
    /** The snapshot wins; what it would replace is kept, unless {@link Snapshots} finds it in the flat folder. */
    RESTORE {
        @Override
        Action decide(Difference file) {
            return Action.KEEP_LOCAL;
        }
    };

    abstract Action decide(Difference file);
}
