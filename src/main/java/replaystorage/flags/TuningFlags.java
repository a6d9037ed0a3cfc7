package replaystorage.flags;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rclone flags that only tune performance and retries: the only ones accepted from a configuration file. */
public final class TuningFlags {
    private static final Map<String, FlagValueFormat> FORMATS = new TreeMap<>();

    static {
        addAll(
                FlagValueFormat.NUMBER,
                "transfers checkers tpslimit-burst multi-thread-streams low-level-retries retries");
        addAll(FlagValueFormat.NUMBER, "max-backlog max-connections b2-upload-concurrency s3-upload-concurrency");
        addAll(
                FlagValueFormat.NUMBER,
                "s3-max-upload-parts s3-list-chunk s3-list-version drive-pacer-burst drive-list-chunk");
        addAll(FlagValueFormat.RATE, "tpslimit");
        addAll(FlagValueFormat.SIZE, "buffer-size max-buffer-memory streaming-upload-cutoff");
        addAll(FlagValueFormat.SIZE, "multi-thread-cutoff multi-thread-chunk-size multi-thread-write-buffer-size");
        addAll(FlagValueFormat.SIZE, "b2-upload-cutoff b2-chunk-size b2-copy-cutoff");
        addAll(
                FlagValueFormat.SIZE,
                "s3-upload-cutoff s3-chunk-size s3-copy-cutoff drive-chunk-size drive-upload-cutoff");
        addAll(FlagValueFormat.TIME, "retries-sleep contimeout timeout expect-continue-timeout drive-pacer-min-sleep");
        addAll(
                FlagValueFormat.SWITCH,
                "use-mmap disable-http2 s3-disable-http2 drive-disable-http2 fast-list check-first");
        addAll(FlagValueFormat.SWITCH, "no-traverse no-gzip-encoding no-mimetype s3-no-head s3-no-check-bucket");
        addAll(
                FlagValueFormat.SWITCH,
                "drive-acknowledge-abuse drive-stop-on-upload-limit drive-stop-on-download-limit");
        addAll(FlagValueFormat.TIMETABLE, "bwlimit bwlimit-file");
        addAll(FlagValueFormat.WORDS, "order-by user-agent s3-storage-class");
    }

    private TuningFlags() {}

    private static void addAll(FlagValueFormat format, String names) {
        for (String name : names.split(" ", -1)) {
            FORMATS.put("--" + name, format);
        }
    }

    /** What its value looks like; empty for a flag that is none of these. */
    public static Optional<FlagValueFormat> valueFormat(String flag) {
        return Optional.ofNullable(FORMATS.get(flag));
    }

    public static Set<String> names() {
        return Collections.unmodifiableSet(FORMATS.keySet());
    }
}
