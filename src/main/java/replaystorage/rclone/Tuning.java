package replaystorage.rclone;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The RCLONE_* variables that only make a copy faster or slower, and what a value of theirs that rclone can read looks like. */
final class Tuning {
    private static final String SIZE_TEXT =
            "(?:off|[0-9]+(?:\\.[0-9]+)?(?:[bBkKmMgGtTpP]|[kKmMgGtTpP]i|[kKmMgGtTpP]iB)?)";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern RATE = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern SIZE = Pattern.compile(SIZE_TEXT);
    private static final Pattern SWITCH = Pattern.compile("true|false|1|0");
    private static final String LIMIT = SIZE_TEXT + "(?::" + SIZE_TEXT + ")?";
    private static final String WHEN = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)-)?(?:[01][0-9]|2[0-3]):[0-5][0-9]";
    private static final Pattern TIMETABLE =
            Pattern.compile(LIMIT + "|" + WHEN + "," + LIMIT + "(?: " + WHEN + "," + LIMIT + ")*");

    private static final Map<String, Pattern> SHAPES = Map.ofEntries(
            Map.entry("RCLONE_TRANSFERS", NUMBER),
            Map.entry("RCLONE_CHECKERS", NUMBER),
            Map.entry("RCLONE_BWLIMIT", TIMETABLE),
            Map.entry("RCLONE_BWLIMIT_FILE", TIMETABLE),
            Map.entry("RCLONE_TPSLIMIT", RATE),
            Map.entry("RCLONE_TPSLIMIT_BURST", NUMBER),
            Map.entry("RCLONE_BUFFER_SIZE", SIZE),
            Map.entry("RCLONE_MAX_BUFFER_MEMORY", SIZE),
            Map.entry("RCLONE_USE_MMAP", SWITCH),
            Map.entry("RCLONE_DISABLE_HTTP2", SWITCH),
            Map.entry("RCLONE_MULTI_THREAD_STREAMS", NUMBER),
            Map.entry("RCLONE_MULTI_THREAD_CUTOFF", SIZE),
            Map.entry("RCLONE_MULTI_THREAD_CHUNK_SIZE", SIZE),
            Map.entry("RCLONE_B2_CHUNK_SIZE", SIZE),
            Map.entry("RCLONE_B2_UPLOAD_CONCURRENCY", NUMBER),
            Map.entry("RCLONE_S3_CHUNK_SIZE", SIZE),
            Map.entry("RCLONE_S3_UPLOAD_CONCURRENCY", NUMBER),
            Map.entry("RCLONE_DRIVE_CHUNK_SIZE", SIZE));

    private Tuning() {}

    static boolean passes(String name, String value) {
        Pattern shape = SHAPES.get(name);
        return shape != null && shape.matcher(value).matches();
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
