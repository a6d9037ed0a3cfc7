package replaystorage.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import replaystorage.transfer.SyncRecord.Origin;

/** What is known of each file, merged of what several processes observed: of two observations of one file the later one holds. */
final class RecordNotes {
    private final Map<String, Noted> equal = new HashMap<>();
    private final Map<String, Noted> kept = new HashMap<>();
    private final Map<String, Long> forgotten = new HashMap<>();

    /** Null where nothing is known. */
    Noted equal(String name) {
        return equal.get(name);
    }

    /** Null where no version was kept. */
    Noted kept(String name) {
        return kept.get(name);
    }

    /** Null where nothing was forgotten since the last save, else when, in milliseconds since 1970. */
    Long forgotten(String name) {
        return forgotten.get(name);
    }

    void forEachEqual(BiConsumer<String, Noted> action) {
        equal.forEach(action);
    }

    /** All of them, those that were found equal first. */
    Stream<Map.Entry<String, Noted>> all() {
        return Stream.of(equal, kept).flatMap(notes -> notes.entrySet().stream());
    }

    /** @return whether that is news */
    boolean put(String name, SyncRecord.Entry entry) {
        Origin origin = entry.origin();
        Noted known = of(origin).get(name);
        boolean settled = origin != Origin.KEPT && kept.remove(name) != null;
        if (!settled && known != null && known.entry().equals(entry)) {
            return false;
        }
        of(origin).put(name, Noted.now(entry));
        forgotten.remove(name);
        return true;
    }

    /** @return whether that is news */
    boolean forget(String name) {
        boolean known = equal.remove(name) != null;
        boolean settled = kept.remove(name) != null;
        if (known || settled) {
            forgotten.put(name, System.currentTimeMillis());
        }
        return known || settled;
    }

    /** Takes over what another process, or this one at another time, observed. */
    void merge(String name, Noted noted) {
        long time = time(noted);
        if (!isOutdated(name, noted, time)) {
            of(noted.origin()).put(name, noted);
            Noted beside = kept.get(name);
            if (noted.origin() != Origin.KEPT && beside != null && time(beside) < time) {
                kept.remove(name);
            }
        }
    }

    private boolean isOutdated(String name, Noted noted, long time) {
        Noted same = of(noted.origin()).get(name);
        Noted proven = noted.origin() == Origin.KEPT ? equal.get(name) : null;
        return forgotten.getOrDefault(name, Long.MIN_VALUE) >= time
                || (same != null && time(same) > time)
                || (proven != null && time(proven) > time);
    }

    /** Takes over that another process forgot it. */
    void mergeForgotten(String name, long millis) {
        for (Map<String, Noted> notes : List.of(equal, kept)) {
            notes.computeIfPresent(name, (same, noted) -> time(noted) <= millis ? null : noted);
        }
        forgotten.merge(name, millis, Math::max);
    }

    /** Where the clock was set back a time says nothing: what is not saved yet counts as new then, and what is as old. */
    private static long time(Noted noted) {
        long now = System.currentTimeMillis();
        return noted.millis() <= now ? noted.millis() : noted.isSaved() ? 0 : now;
    }

    private Map<String, Noted> of(Origin origin) {
        return origin == Origin.KEPT ? kept : equal;
    }

    void dropSaved() {
        equal.values().removeIf(Noted::isSaved);
        kept.values().removeIf(Noted::isSaved);
    }

    void allSaved() {
        equal.values().forEach(Noted::saved);
        kept.values().forEach(Noted::saved);
        forgotten.clear();
    }
}
