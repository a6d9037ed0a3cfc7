package replaystorage.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files that one call of rclone copies.
 *
 * @param guarded rclone leaves out what changed after we looked at it: a file that is written anew in place, and whose writer pauses while it
 *     is read, would else go up half. All begin at once, since a file that waits for its turn may change meanwhile, and rclone compares no
 *     hashes before, since with each it takes what is there then for what it is to send
 */
record Batch(List<String> names, boolean guarded) {
    /** A guarded file was last written longer ago than this. */
    static final Duration GUARD = Duration.ofSeconds(2);

    /** So many guarded files begin at once. */
    static final int MOST_GUARDED = 8;

    static Batch of(Collection<String> names) {
        return new Batch(List.copyOf(names), false);
    }

    Batch without(Predicate<String> done) {
        return new Batch(names.stream().filter(done.negate()).toList(), guarded);
    }

    /** Disjoint parts of about equal size, for rclones that run side by side. */
    List<Batch> split(int parts) {
        List<List<String>> split = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(parts)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            split.get(i % parts).add(names.get(i));
        }
        return split.stream().map(part -> new Batch(part, guarded)).toList();
    }

    /**
     * Parts whose files all begin at once, one after the other; a batch that is not guarded is one part.
     *
     * @param most how many the machine carries at once
     */
    List<Batch> parts(int most) {
        int size = Math.max(1, Math.min(most, MOST_GUARDED));
        if (names.isEmpty() || !guarded) {
            return names.isEmpty() ? List.of() : List.of(this);
        }
        return IntStream.iterate(0, from -> from < names.size(), from -> from + size)
                .mapToObj(from -> new Batch(names.subList(from, Math.min(names.size(), from + size)), true))
                .toList();
    }

    /** What the list for rclone holds. */
    List<String> lines() {
        return guarded ? names.stream().map(Batch::pattern).toList() : names;
    }

    List<String> flags(String list) {
        return guarded
                ? List.of(
                        "--include-from",
                        list,
                        "--min-age",
                        GUARD.toSeconds() + "s",
                        "--no-traverse",
                        "--no-update-dir-modtime",
                        "--ignore-times")
                : List.of("--files-from-raw", list);
    }

    /** Flags that let all begin at once, unless the user has set them. */
    List<String> pace() {
        return guarded ? List.of("--transfers " + MOST_GUARDED, "--checkers " + MOST_GUARDED) : List.of();
    }

    /** The pattern of this very name; blanks at its end are lost unless they stand in brackets. */
    private static String pattern(String name) {
        String escaped = name.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
        int end = escaped.stripTrailing().length();
        return "/" + escaped.substring(0, end)
                + escaped.substring(end)
                        .chars()
                        .mapToObj(blank -> "[" + (char) blank + "]")
                        .reduce("", String::concat);
    }
}
