package replaystorage.bench.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import replaystorage.bench.ExternalTools;

/**
 * A copy of a folder with another tool.
 *
 * @param variables in addition to those of its pod
 */
public record OtherToolCommand(String name, CommandTemplate words, Map<String, String> variables) {
    public static final String DEFAULTS = "rclone's defaults";
    public static final String FETCH_REPLAYS = "fetch_replays.sh's way";
    public static final String BEST = "best raw rclone";

    public interface CommandTemplate {
        List<String> between(CopyLocation from, CopyLocation to);
    }

    OtherToolCommand(String name, CommandTemplate words) {
        this(name, words, Map.of());
    }

    /** A tool's name as part of a folder or bucket name. */
    static String plain(String tool) {
        return tool.replaceAll("[^a-z0-9]+", "-");
    }

    /** What the original helper scripts and entrypoint run. */
    public static OtherToolCommand defaults() {
        return rclone(DEFAULTS, "copy", "--copy-links");
    }

    public static OtherToolCommand fetchReplays() {
        return rclone(FETCH_REPLAYS, "sync", "--transfers", "8", "--checkers", "16");
    }

    public static OtherToolCommand bestDown() {
        return rclone(BEST, "copy", "--transfers", "64", "--checkers", "64", "--buffer-size", "0");
    }

    public static OtherToolCommand bestUp() {
        return rclone(BEST, "copy", "--transfers", "32", "--checkers", "64", "--s3-no-head", "--s3-no-check-bucket");
    }

    public static OtherToolCommand bestWithin() {
        return rclone(BEST, "copy", "--transfers", "64", "--checkers", "64", "--s3-no-check-bucket");
    }

    /** rclone with these flags. */
    public static OtherToolCommand rclone(String name, String... flags) {
        return new OtherToolCommand(name, (from, to) -> {
            List<String> words = new ArrayList<>(List.of(ExternalTools.RCLONE));
            words.addAll(List.of(flags));
            words.addAll(List.of(from.rclone(), to.rclone()));
            return words;
        });
    }

    public static OtherToolCommand s5cmd(String endpoint, String verb) {
        return new OtherToolCommand(
                ExternalTools.S5CMD,
                (from, to) -> List.of(
                        ExternalTools.S5CMD,
                        "--log",
                        "error",
                        "--endpoint-url",
                        endpoint,
                        verb,
                        from.s5cmd(),
                        to.s3()));
    }

    public static OtherToolCommand aws(String endpoint, String verb) {
        return new OtherToolCommand(
                ExternalTools.AWS,
                (from, to) -> List.of(
                        ExternalTools.AWS,
                        "--endpoint-url",
                        endpoint,
                        "s3",
                        verb,
                        "--only-show-errors",
                        from.s3(),
                        to.s3()));
    }
}
