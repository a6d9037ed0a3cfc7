package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that is on both sides and not known to be equal.
 *
 * @param listed the remote's as the listing shows it
 * @param remoteTime when the remote's bytes were modified
 * @param base what was last known equal
 * @param precision how exactly the storage keeps a time
 */
record Difference(
        String name,
        LocalFile local,
        Stamp listed,
        Instant remoteTime,
        Optional<SyncRecord.Entry> base,
        Duration precision) {

    boolean localMoved() {
        return base.map(entry -> !entry.pair().local().equals(local.stamp())).orElse(true);
    }

    boolean remoteMoved() {
        return base.map(entry -> !entry.pair().remote().matches(listed, precision))
                .orElse(true);
    }

    boolean localIsNewer() {
        return local.stamp().time().isAfter(remoteTime);
    }

    boolean broughtAndUntouched() {
        return !localMoved()
                && base.map(entry -> entry.origin() == SyncRecord.Origin.BROUGHT)
                        .orElse(false);
    }

    SyncRecord.Pair pair() {
        return new SyncRecord.Pair(local.stamp(), listed);
    }
}
