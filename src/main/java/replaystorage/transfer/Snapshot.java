package replaystorage.transfer;

import java.util.Collection;
import java.util.List;

/**
 * A snapshot as the folder of all of them shows it; src/docs/snapshots.md has the rules.
 *
 * @param pods that began it and did not end it
 */
public record Snapshot(String date, State state, List<String> pods) {
    static final String INCOMPLETE = ".incomplete";
    static final String COMPLETE = ".complete";

    /** How far it can be relied upon. */
    public enum State {
        COMPLETE("complete"),
        INCOMPLETE("incomplete"),
        /** As the scripts made them before. */
        NOT_MARKED("not marked");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The snapshots by date. Folders of another name, as older archives have them, are none, nor is a mark without its folder. */
    static List<Snapshot> of(Collection<ListedObject> entries) {
        return entries.stream()
                .filter(ListedObject::folder)
                .map(ListedObject::path)
                .filter(SnapshotDate::isDate)
                .sorted()
                .map(date -> of(date, entries))
                .toList();
    }

    private static Snapshot of(String date, Collection<ListedObject> entries) {
        List<String> pods = entries.stream()
                .filter(entry -> isUnended(date, entry))
                .map(entry -> pod(entry.path().substring((date + INCOMPLETE).length())))
                .sorted()
                .toList();
        boolean ended = entries.stream().anyMatch(entry -> entry.path().equals(date + COMPLETE));
        return new Snapshot(date, pods.isEmpty() ? ended ? State.COMPLETE : State.NOT_MARKED : State.INCOMPLETE, pods);
    }

    /** An empty mark is one that its pod was not allowed to delete. */
    private static boolean isUnended(String date, ListedObject entry) {
        return !entry.folder() && entry.stamp().size() != 0 && (entry.path() + ".").startsWith(date + INCOMPLETE + ".");
    }

    private static String pod(String suffix) {
        return suffix.isEmpty() ? "a pod" : suffix.substring(1);
    }

    /** Who did not end it, as a sentence says it. */
    public String unended() {
        return String.join(", ", pods) + " began it and did not end it";
    }
}
