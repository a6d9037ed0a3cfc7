package replaystorage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A way to copy a folder that is not ours.
 *
 * @param variables on top of those of its line
 */
record Way(String name, Words words, Map<String, String> variables) {
    static final String DEFAULTS = "rclone's defaults";
    static final String FETCH_REPLAYS = "fetch_replays.sh's way";
    static final String BEST = "best raw rclone";

    /** The command for two places. */
    interface Words {
        List<String> between(Place from, Place to);
    }

    Way(String name, Words words) {
        this(name, words, Map.of());
    }

    /** A tool's name as that of a folder or a bucket. */
    static String plain(String tool) {
        return tool.replaceAll("[^a-z0-9]+", "-");
    }

    /** The helpers' and the entrypoint's way. */
    static Way defaults() {
        return rclone(DEFAULTS, "copy", "--copy-links");
    }

    static Way fetchReplays() {
        return rclone(FETCH_REPLAYS, "sync", "--transfers", "8", "--checkers", "16");
    }

    static Way bestDown() {
        return rclone(BEST, "copy", "--transfers", "64", "--checkers", "64", "--buffer-size", "0");
    }

    static Way bestUp() {
        return rclone(BEST, "copy", "--transfers", "32", "--checkers", "64", "--s3-no-head", "--s3-no-check-bucket");
    }

    static Way bestWithin() {
        return rclone(BEST, "copy", "--transfers", "64", "--checkers", "64", "--s3-no-check-bucket");
    }

    /** Raw rclone with these words before the two places. */
    static Way rclone(String name, String... flags) {
        return new Way(name, (from, to) -> {
            List<String> words = new ArrayList<>(List.of(Tools.RCLONE));
            words.addAll(List.of(flags));
            words.addAll(List.of(from.rclone(), to.rclone()));
            return words;
        });
    }

    /** @param verb cp or sync */
    static Way s5cmd(String endpoint, String verb) {
        return new Way(
                Tools.S5CMD,
                (from, to) -> List.of(
                        Tools.S5CMD, "--log", "error", "--endpoint-url", endpoint, verb, from.s5cmd(), to.s3()));
    }

    /** @param verb sync, which takes a folder as the others do */
    static Way aws(String endpoint, String verb) {
        return new Way(
                Tools.AWS,
                (from, to) -> List.of(
                        Tools.AWS, "--endpoint-url", endpoint, "s3", verb, "--only-show-errors", from.s3(), to.s3()));
    }
}
