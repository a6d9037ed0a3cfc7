package replaystorage.rclone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Logs of rclone 1.75.2 (or 1.60.1, according to the name) with a MinIO server. */
public final class RecordedRcloneLogs {
    private RecordedRcloneLogs() {}

    public static Stream<String> names() {
        return Stream.of(
                "up",
                "down",
                "server-side",
                "nothing",
                "touched",
                "bucket-missing",
                "wrong-key",
                "server-killed",
                "down-1.60",
                "bucket-missing-1.60");
    }

    public static List<LogLine> of(String name) {
        try (InputStream log = RecordedRcloneLogs.class.getResourceAsStream("logs/" + name + ".jsonl")) {
            String text = new String(Objects.requireNonNull(log, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(LogLineParser::parse).toList();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
