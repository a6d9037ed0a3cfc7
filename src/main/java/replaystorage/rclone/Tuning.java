package replaystorage.rclone;

import java.util.Map;
import java.util.Optional;
import replaystorage.settings.FlagShape;
import replaystorage.settings.RequestFlags;

/** The RCLONE_* variables that only make a copy faster or slower, or that each request needs, and what a value of theirs that rclone can read looks like. */
final class Tuning {
    private static final Map<String, FlagShape> SHAPES = Map.ofEntries(
            Map.entry("RCLONE_TRANSFERS", FlagShape.NUMBER),
            Map.entry("RCLONE_CHECKERS", FlagShape.NUMBER),
            Map.entry("RCLONE_BWLIMIT", FlagShape.TIMETABLE),
            Map.entry("RCLONE_BWLIMIT_FILE", FlagShape.TIMETABLE),
            Map.entry("RCLONE_TPSLIMIT", FlagShape.RATE),
            Map.entry("RCLONE_TPSLIMIT_BURST", FlagShape.NUMBER),
            Map.entry("RCLONE_BUFFER_SIZE", FlagShape.SIZE),
            Map.entry("RCLONE_MAX_BUFFER_MEMORY", FlagShape.SIZE),
            Map.entry("RCLONE_USE_MMAP", FlagShape.SWITCH),
            Map.entry("RCLONE_DISABLE_HTTP2", FlagShape.SWITCH),
            Map.entry("RCLONE_MULTI_THREAD_STREAMS", FlagShape.NUMBER),
            Map.entry("RCLONE_MULTI_THREAD_CUTOFF", FlagShape.SIZE),
            Map.entry("RCLONE_MULTI_THREAD_CHUNK_SIZE", FlagShape.SIZE),
            Map.entry("RCLONE_B2_CHUNK_SIZE", FlagShape.SIZE),
            Map.entry("RCLONE_B2_UPLOAD_CONCURRENCY", FlagShape.NUMBER),
            Map.entry("RCLONE_S3_CHUNK_SIZE", FlagShape.SIZE),
            Map.entry("RCLONE_S3_UPLOAD_CONCURRENCY", FlagShape.NUMBER),
            Map.entry("RCLONE_DRIVE_CHUNK_SIZE", FlagShape.SIZE));

    private Tuning() {}

    static boolean passes(String name, String value) {
        FlagShape shape = SHAPES.get(name);
        return shape != null ? shape.fits(value) : RequestFlags.passes(name, value);
    }

    /** The flag that a variable stands for. */
    static Optional<String> flag(String name) {
        return SHAPES.containsKey(name)
                ? Optional.of("--"
                        + name.substring("RCLONE_".length())
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'))
                : Optional.empty();
    }
}
