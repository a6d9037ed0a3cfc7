package replaystorage.transfer.note;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import replaystorage.transfer.note.SyncRecord.Origin;

/** What is known of each file, merged of what several processes observed: of two observations of one file the later one holds. */
final class RecordMerge {
    private final Map<String, RecordedFile> equal = new HashMap<>();
    private final Map<String, RecordedFile> kept = new HashMap<>();
    private final Map<String, Long> forgottenAt = new HashMap<>();

    /** Null where nothing is known. */
    RecordedFile equal(String name) {
        return equal.get(name);
    }

    /** Null where no version was kept. */
    RecordedFile kept(String name) {
        return kept.get(name);
    }

    /** Null where nothing was forgotten since the last save, else when, in milliseconds since 1970. */
    Long forgottenAt(String name) {
        return forgottenAt.get(name);
    }

    void forEachEqual(BiConsumer<String, RecordedFile> action) {
        equal.forEach(action);
    }

    /** All of them, those that were found equal first. */
    Stream<Map.Entry<String, RecordedFile>> entries() {
        return Stream.of(equal, kept).flatMap(notes -> notes.entrySet().stream());
    }

    /** @return whether that is news */
    boolean put(String name, SyncRecord.RecordEntry entry) {
        Origin origin = entry.origin();
        RecordedFile known = notesFor(origin).get(name);
        boolean settled = origin != Origin.KEPT && kept.remove(name) != null;
        if (!settled && known != null && known.entry().equals(entry)) {
            return false;
        }
        notesFor(origin).put(name, RecordedFile.observedNow(entry));
        forgottenAt.remove(name);
        return true;
    }

    /** @return whether that is news */
    boolean forget(String name) {
        boolean known = equal.remove(name) != null;
        boolean settled = kept.remove(name) != null;
        if (known || settled) {
            forgottenAt.put(name, System.currentTimeMillis());
        }
        return known || settled;
    }

    /** Takes over what another process, or this one at another time, observed. */
    void merge(String name, RecordedFile recorded) {
        long time = effectiveMillis(recorded);
        if (!isOutdated(name, recorded, time)) {
            notesFor(recorded.origin()).put(name, recorded);
            RecordedFile beside = kept.get(name);
            if (recorded.origin() != Origin.KEPT && beside != null && effectiveMillis(beside) < time) {
                kept.remove(name);
            }
        }
    }

    private boolean isOutdated(String name, RecordedFile recorded, long time) {
        RecordedFile same = notesFor(recorded.origin()).get(name);
        RecordedFile proven = recorded.origin() == Origin.KEPT ? equal.get(name) : null;
        return forgottenAt.getOrDefault(name, Long.MIN_VALUE) >= time
                || (same != null && effectiveMillis(same) > time)
                || (proven != null && effectiveMillis(proven) > time);
    }

    /** Takes over that another process forgot it. */
    void mergeForgotten(String name, long millis) {
        for (Map<String, RecordedFile> notes : List.of(equal, kept)) {
            notes.computeIfPresent(name, (same, recorded) -> effectiveMillis(recorded) <= millis ? null : recorded);
        }
        forgottenAt.merge(name, millis, Math::max);
    }

    /** Where the clock was set back a time says nothing: what is not saved yet counts as new then, and what is as old. */
    private static long effectiveMillis(RecordedFile recorded) {
        long now = System.currentTimeMillis();
        return recorded.observedAtMillis() <= now ? recorded.observedAtMillis() : recorded.isSaved() ? 0 : now;
    }

    private Map<String, RecordedFile> notesFor(Origin origin) {
        return origin == Origin.KEPT ? kept : equal;
    }

    void dropSaved() {
        equal.values().removeIf(RecordedFile::isSaved);
        kept.values().removeIf(RecordedFile::isSaved);
    }

    void allSaved() {
        equal.values().forEach(RecordedFile::inRecordFile);
        kept.values().forEach(RecordedFile::inRecordFile);
        forgottenAt.clear();
    }
}
