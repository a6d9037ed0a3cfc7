package replaystorage.jobs.snapshot;

import java.util.Collection;
import java.util.List;
import replaystorage.transfer.list.ListedObject;

/**
 * A dated snapshot and its state, as read from a listing.
 *
 * @param unfinishedPods pods that started it but did not finish
 */
public record Snapshot(String date, SnapshotState state, List<String> unfinishedPods) {
    static final String INCOMPLETE_SUFFIX = ".incomplete";
    static final String COMPLETE_SUFFIX = ".complete";

    public enum SnapshotState {
        COMPLETE("complete"),
        INCOMPLETE("incomplete"),
        /** Made by the original scripts. */
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

    /** Snapshots by date. Ignores folders with other names, and markers without a folder. */
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

    /** A pod that may not delete leaves an empty marker. */
    private static boolean isIncompleteMarker(String date, ListedObject entry) {
        return !entry.folder()
                && entry.version().size() != 0
                && (entry.path() + ".").startsWith(date + INCOMPLETE_SUFFIX + ".");
    }

    private static String podName(String suffix) {
        return suffix.isEmpty() ? "a pod" : suffix.substring(1);
    }

    /** Names the pods that did not finish, as part of a sentence. */
    public String incompleteReason() {
        return String.join(", ", unfinishedPods) + " started it and did not finish it";
    }
}
