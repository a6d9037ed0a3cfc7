package replaystorage.transfer.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.note.SyncRecord;

/**
 * A file on both sides that is not known to be equal.
 *
 * @param remoteTime modification time of the remote bytes
 * @param recordEntry the last known equal pair
 */
public record DifferingFile(
        String name,
        LocalFile local,
        FileVersion listedVersion,
        Instant remoteTime,
        Optional<SyncRecord.RecordEntry> recordEntry,
        Duration precision) {

    boolean localChanged() {
        return recordEntry
                .map(entry -> !entry.versions().local().equals(local.version()))
                .orElse(true);
    }

    /** False if it is listed as recorded, or its bytes still have the time of the local file that they were equal to. */
    boolean remoteChanged() {
        return recordEntry
                .map(SyncRecord.RecordEntry::versions)
                .map(pair -> !pair.remote().matches(listedVersion, precision)
                        && !pair.local().matches(new FileVersion(listedVersion.size(), remoteTime), precision))
                .orElse(true);
    }

    boolean localIsNewer() {
        return local.version().modified().isAfter(remoteTime);
    }

    boolean isUnchangedDownload() {
        return !localChanged()
                && recordEntry
                        .map(entry -> entry.origin() == SyncRecord.Origin.BROUGHT)
                        .orElse(false);
    }

    SyncRecord.VersionPair versionPair() {
        return new SyncRecord.VersionPair(local.version(), listedVersion);
    }
}
