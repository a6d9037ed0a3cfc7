package replaystorage.transfer.note;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import replaystorage.transfer.note.SyncRecord.Origin;

/** Merges what several processes observed of each file: the later observation wins. */
final class RecordMerge {
    private static final String FORGOTTEN_TAG = "FORGOTTEN";

    /** Milliseconds since 1970, since the last save. */
    private final Map<String, Long> forgottenAt = new HashMap<>();

    private final Map<String, RecordedFile> equal = new HashMap<>();
    private final Map<String, RecordedFile> kept = new HashMap<>();

    RecordedFile equal(String name) {
        return equal.get(name);
    }

    RecordedFile kept(String name) {
        return kept.get(name);
    }

    /** Lines for the journal, of what is not in the record's file yet. */
    Stream<String> unsavedLines(String name) {
        Stream<String> forgotten =
                Stream.ofNullable(forgottenAt.get(name)).map(millis -> FORGOTTEN_TAG + "\t" + name + "\t" + millis);
        Stream<String> observed = Stream.of(equal, kept)
                .flatMap(notes -> Stream.ofNullable(notes.get(name)))
                .filter(recorded -> !recorded.isSaved())
                .map(recorded -> recorded.format(name));
        return Stream.concat(forgotten, observed);
    }

    /** Ignores an unreadable line, as a full disk or a power failure leaves it. */
    void mergeJournalLine(String[] fields) {
        try {
            if (fields[0].equals(FORGOTTEN_TAG)) {
                mergeForgotten(fields[1].intern(), Long.parseLong(fields[2]));
            } else if (fields[5].indexOf('\0') < 0) {
                merge(fields[5].intern(), RecordedFile.parse(fields, false));
            }
        } catch (RuntimeException e) {
            // Nothing to merge.
        }
    }

    void forEachEqual(BiConsumer<String, RecordedFile> action) {
        equal.forEach(action);
    }

    Stream<Map.Entry<String, RecordedFile>> entries() {
        return Stream.of(equal, kept).flatMap(notes -> notes.entrySet().stream());
    }

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

    boolean forget(String name) {
        boolean known = equal.remove(name) != null;
        boolean settled = kept.remove(name) != null;
        if (known || settled) {
            forgottenAt.put(name, System.currentTimeMillis());
        }
        return known || settled;
    }

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

    private void mergeForgotten(String name, long millis) {
        for (Map<String, RecordedFile> notes : List.of(equal, kept)) {
            notes.computeIfPresent(name, (same, recorded) -> effectiveMillis(recorded) <= millis ? null : recorded);
        }
        forgottenAt.merge(name, millis, Math::max);
    }

    /** If the clock was set back, unsaved observations count as new and saved ones as old. */
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
