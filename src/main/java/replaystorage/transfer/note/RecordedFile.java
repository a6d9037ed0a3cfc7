package replaystorage.transfer.note;

import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LinkTargets;
import replaystorage.transfer.note.SyncRecord.Origin;
import replaystorage.transfer.note.SyncRecord.VersionPair;

/** A line of a record: an observation of one file and its time. Numbers in one object, since there may be 100,000. */
final class RecordedFile {
    private static final int FIELD_COUNT = 7;

    private final Origin origin;
    private final long localSize;
    private final long localNanos;
    private final long remoteSize;
    private final long remoteNanos;
    private final long observedAtMillis;
    private final LinkTargets.LinkedPath way;
    private boolean inRecordFile;

    private RecordedFile(SyncRecord.RecordEntry entry, long millis, boolean saved) {
        this.origin = entry.origin();
        this.localSize = entry.versions().local().size();
        this.localNanos = entry.versions().local().epochNanos();
        this.remoteSize = entry.versions().remote().size();
        this.remoteNanos = entry.versions().remote().epochNanos();
        this.way = entry.linkedPath();
        this.observedAtMillis = millis;
        this.inRecordFile = saved;
    }

    static RecordedFile observedNow(SyncRecord.RecordEntry entry) {
        return new RecordedFile(entry, System.currentTimeMillis(), false);
    }

    /**
     * Parses a line. Lines of older versions have no time and count as old.
     *
     * @param saved true for a line of the record's own file
     */
    static RecordedFile parse(String[] fields, boolean saved) {
        VersionPair pair = new VersionPair(parseVersion(fields[1], fields[2]), parseVersion(fields[3], fields[4]));
        LinkTargets.LinkedPath way = fields.length < FIELD_COUNT + 3
                ? null
                : new LinkTargets.LinkedPath(
                        fields[FIELD_COUNT].intern(),
                        fields[FIELD_COUNT + 1].intern(),
                        fields[FIELD_COUNT + 2].intern());
        long millis = fields.length < FIELD_COUNT ? 0 : Long.parseLong(fields[FIELD_COUNT - 1]);
        return new RecordedFile(new SyncRecord.RecordEntry(pair, Origin.valueOf(fields[0]), way), millis, saved);
    }

    private static FileVersion parseVersion(String size, String nanos) {
        return new FileVersion(Long.parseLong(size), Long.parseLong(nanos));
    }

    /** The name precedes the time, where older versions look for it. */
    String format(String name) {
        String plain = String.join(
                "\t",
                origin.name(),
                String.valueOf(localSize),
                String.valueOf(localNanos),
                String.valueOf(remoteSize),
                String.valueOf(remoteNanos),
                name,
                String.valueOf(observedAtMillis));
        return way == null ? plain : String.join("\t", plain, way.originalName(), way.link(), way.linkTarget());
    }

    SyncRecord.RecordEntry entry() {
        return new SyncRecord.RecordEntry(
                new VersionPair(localVersion(), new FileVersion(remoteSize, remoteNanos)), origin, way);
    }

    Origin origin() {
        return origin;
    }

    FileVersion localVersion() {
        return new FileVersion(localSize, localNanos);
    }

    boolean hasLinkedPath() {
        return way != null;
    }

    long observedAtMillis() {
        return observedAtMillis;
    }

    boolean isSaved() {
        return inRecordFile;
    }

    void inRecordFile() {
        inRecordFile = true;
    }
}
