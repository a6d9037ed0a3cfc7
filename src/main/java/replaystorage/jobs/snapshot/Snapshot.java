package replaystorage.jobs.snapshot;

import java.util.Collection;
import java.util.List;
import replaystorage.transfer.list.ListedObject;

/**
 * A dated snapshot, its completeness and the pods that did not finish it, as read from the listing.
 *
 * @param unfinishedPods that began it and did not end it
 */
public record Snapshot(String date, SnapshotState state, List<String> unfinishedPods) {
    static final String INCOMPLETE_SUFFIX = ".incomplete";
    static final String COMPLETE_SUFFIX = ".complete";

    /** How far it can be relied upon. */
    public enum SnapshotState {
        COMPLETE("complete"),
        INCOMPLETE("incomplete"),
        /** As the scripts made them before. */
        NOT_MARKED("not marked");

        private final String description;

        SnapshotState(String words) {
            this.description = words;
        }

        @Override
        public String toString() {
            return description;
        }
    }

    /** The snapshots by date. Folders of another name, as older archives have them, are none, nor is a mark without its folder. */
    static List<Snapshot> parse(Collection<ListedObject> entries) {
        return entries.stream()
                .filter(ListedObject::folder)
                .map(ListedObject::path)
                .filter(SnapshotDate::isDate)
                .sorted()
                .map(date -> parse(date, entries))
                .toList();
    }

    private static Snapshot parse(String date, Collection<ListedObject> entries) {
        List<String> pods = entries.stream()
                .filter(entry -> isIncompleteMarker(date, entry))
                .map(entry -> podName(entry.path().substring((date + INCOMPLETE_SUFFIX).length())))
                .sorted()
                .toList();
        boolean ended = entries.stream().anyMatch(entry -> entry.path().equals(date + COMPLETE_SUFFIX));
        return new Snapshot(
                date,
                pods.isEmpty() ? ended ? SnapshotState.COMPLETE : SnapshotState.NOT_MARKED : SnapshotState.INCOMPLETE,
                pods);
    }

    /** An empty mark is one that its pod was not allowed to delete. */
    private static boolean isIncompleteMarker(String date, ListedObject entry) {
        return !entry.folder()
                && entry.version().size() != 0
                && (entry.path() + ".").startsWith(date + INCOMPLETE_SUFFIX + ".");
    }

    private static String podName(String suffix) {
        return suffix.isEmpty() ? "a pod" : suffix.substring(1);
    }

    /** Who did not end it, as a sentence says it. */
    public String incompleteReason() {
        return String.join(", ", unfinishedPods) + " started it and did not finish it";
    }
}
