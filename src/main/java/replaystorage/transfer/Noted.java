package replaystorage.transfer;

import replaystorage.transfer.SyncRecord.Origin;
import replaystorage.transfer.SyncRecord.Pair;

/** A line of a record: what was observed of one file, and when. The numbers lie in one object, since there may be 100,000. */
final class Noted {
    private static final int PLAIN = 7;

    private final Origin origin;
    private final long localSize;
    private final long localNanos;
    private final long remoteSize;
    private final long remoteNanos;
    private final long millis;
    private final Links.Way way;
    private boolean saved;

    private Noted(SyncRecord.Entry entry, long millis, boolean saved) {
        this.origin = entry.origin();
        this.localSize = entry.pair().local().size();
        this.localNanos = entry.pair().local().nanos();
        this.remoteSize = entry.pair().remote().size();
        this.remoteNanos = entry.pair().remote().nanos();
        this.way = entry.way();
        this.millis = millis;
        this.saved = saved;
    }

    /** Observed now. */
    static Noted now(SyncRecord.Entry entry) {
        return new Noted(entry, System.currentTimeMillis(), false);
    }

    /**
     * Reads a line's fields. The time is missing in the lines of older programs: then it counts as long ago.
     *
     * @param saved whether it stands in the record's own file
     */
    static Noted of(String[] fields, boolean saved) {
        Pair pair = new Pair(stamp(fields[1], fields[2]), stamp(fields[3], fields[4]));
        Links.Way way = fields.length < PLAIN + 3
                ? null
                : new Links.Way(fields[PLAIN].intern(), fields[PLAIN + 1].intern(), fields[PLAIN + 2].intern());
        long millis = fields.length < PLAIN ? 0 : Long.parseLong(fields[PLAIN - 1]);
        return new Noted(new SyncRecord.Entry(pair, Origin.valueOf(fields[0]), way), millis, saved);
    }

    private static Stamp stamp(String size, String nanos) {
        return new Stamp(Long.parseLong(size), Long.parseLong(nanos));
    }

    /** The name stands before the time, where programs that know no time look for it. */
    String line(String name) {
        String plain = String.join(
                "\t",
                origin.name(),
                String.valueOf(localSize),
                String.valueOf(localNanos),
                String.valueOf(remoteSize),
                String.valueOf(remoteNanos),
                name,
                String.valueOf(millis));
        return way == null ? plain : String.join("\t", plain, way.original(), way.link(), way.target());
    }

    SyncRecord.Entry entry() {
        return new SyncRecord.Entry(new Pair(local(), new Stamp(remoteSize, remoteNanos)), origin, way);
    }

    Origin origin() {
        return origin;
    }

    Stamp local() {
        return new Stamp(localSize, localNanos);
    }

    boolean isThroughLinks() {
        return way != null;
    }

    /** Milliseconds since 1970. */
    long millis() {
        return millis;
    }

    /** Whether the record's own file has it. */
    boolean isSaved() {
        return saved;
    }

    void saved() {
        saved = true;
    }
}
