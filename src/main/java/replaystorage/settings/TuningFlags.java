package replaystorage.settings;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The flags of rclone that only make its work faster, slower or more patient; no other is taken from a file. */
final class TuningFlags {
    private static final Map<String, FlagShape> SHAPES = new TreeMap<>();

    static {
        all(FlagShape.NUMBER, "transfers checkers tpslimit-burst multi-thread-streams low-level-retries retries");
        all(FlagShape.NUMBER, "max-backlog max-connections b2-upload-concurrency s3-upload-concurrency");
        all(FlagShape.NUMBER, "s3-max-upload-parts s3-list-chunk s3-list-version drive-pacer-burst drive-list-chunk");
        all(FlagShape.RATE, "tpslimit");
        all(FlagShape.SIZE, "buffer-size max-buffer-memory streaming-upload-cutoff");
        all(FlagShape.SIZE, "multi-thread-cutoff multi-thread-chunk-size multi-thread-write-buffer-size");
        all(FlagShape.SIZE, "b2-upload-cutoff b2-chunk-size b2-copy-cutoff");
        all(FlagShape.SIZE, "s3-upload-cutoff s3-chunk-size s3-copy-cutoff drive-chunk-size drive-upload-cutoff");
        all(FlagShape.TIME, "retries-sleep contimeout timeout expect-continue-timeout drive-pacer-min-sleep");
        all(FlagShape.SWITCH, "use-mmap disable-http2 s3-disable-http2 drive-disable-http2 fast-list check-first");
        all(FlagShape.SWITCH, "no-traverse no-gzip-encoding no-mimetype s3-no-head s3-no-check-bucket");
        all(FlagShape.SWITCH, "drive-acknowledge-abuse drive-stop-on-upload-limit drive-stop-on-download-limit");
        all(FlagShape.TIMETABLE, "bwlimit bwlimit-file");
        all(FlagShape.WORDS, "order-by user-agent s3-storage-class");
    }

    private TuningFlags() {}

    private static void all(FlagShape shape, String names) {
        for (String name : names.split(" ", -1)) {
            SHAPES.put("--" + name, shape);
        }
    }

    /** What its value looks like; empty for a flag that is none of these. */
    static Optional<FlagShape> shape(String flag) {
        return Optional.ofNullable(SHAPES.get(flag));
    }

    static Set<String> names() {
        return Collections.unmodifiableSet(SHAPES.keySet());
    }
}
