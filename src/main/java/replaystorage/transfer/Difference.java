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

    /** It did not where it is listed as then, nor where its bytes still bear the time of the local file that they were equal to. */
    boolean remoteMoved() {
        return base.map(SyncRecord.Entry::pair)
                .map(pair -> !pair.remote().matches(listed, precision)
                        && !pair.local().matches(new Stamp(listed.size(), remoteTime), precision))
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
