package replaystorage.rclone;

import java.util.Map;
import java.util.Optional;
import replaystorage.flags.ConnectionFlags;
import replaystorage.flags.FlagValueFormat;

/** RCLONE_* variables that are passed to rclone, because they only tune a copy or every call needs them. */
final class TuningVariables {
    private static final Map<String, FlagValueFormat> FORMATS = Map.ofEntries(
            Map.entry("RCLONE_TRANSFERS", FlagValueFormat.NUMBER),
            Map.entry("RCLONE_CHECKERS", FlagValueFormat.NUMBER),
            Map.entry("RCLONE_BWLIMIT", FlagValueFormat.TIMETABLE),
            Map.entry("RCLONE_BWLIMIT_FILE", FlagValueFormat.TIMETABLE),
            Map.entry("RCLONE_TPSLIMIT", FlagValueFormat.RATE),
            Map.entry("RCLONE_TPSLIMIT_BURST", FlagValueFormat.NUMBER),
            Map.entry("RCLONE_BUFFER_SIZE", FlagValueFormat.SIZE),
            Map.entry("RCLONE_MAX_BUFFER_MEMORY", FlagValueFormat.SIZE),
            Map.entry("RCLONE_USE_MMAP", FlagValueFormat.SWITCH),
            Map.entry("RCLONE_DISABLE_HTTP2", FlagValueFormat.SWITCH),
            Map.entry("RCLONE_MULTI_THREAD_STREAMS", FlagValueFormat.NUMBER),
            Map.entry("RCLONE_MULTI_THREAD_CUTOFF", FlagValueFormat.SIZE),
            Map.entry("RCLONE_MULTI_THREAD_CHUNK_SIZE", FlagValueFormat.SIZE),
            Map.entry("RCLONE_B2_CHUNK_SIZE", FlagValueFormat.SIZE),
            Map.entry("RCLONE_B2_UPLOAD_CONCURRENCY", FlagValueFormat.NUMBER),
            Map.entry("RCLONE_S3_CHUNK_SIZE", FlagValueFormat.SIZE),
            Map.entry("RCLONE_S3_UPLOAD_CONCURRENCY", FlagValueFormat.NUMBER),
            Map.entry("RCLONE_DRIVE_CHUNK_SIZE", FlagValueFormat.SIZE));

    private TuningVariables() {}

    static boolean isPassedOn(String name, String value) {
        FlagValueFormat format = FORMATS.get(name);
        return format != null ? format.matches(value) : ConnectionFlags.isPassedOn(name, value);
    }

    static Optional<String> flagName(String name) {
        return FORMATS.containsKey(name)
                ? Optional.of("--"
                        + name.substring("RCLONE_".length())
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'))
                : Optional.empty();
    }
}
