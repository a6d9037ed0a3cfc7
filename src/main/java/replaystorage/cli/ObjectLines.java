package replaystorage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.progress.Figures;
import replaystorage.progress.Printable;
import replaystorage.transfer.Stamp;

/** Files sorted by name: for programs as `rclone ls` prints them, or as JSON; at a terminal with time and total. */
final class ObjectLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final TreeMap<String, Stamp> files = new TreeMap<>();
    private final App.Streams streams;
    private final String none;

    /** @param none what is printed where there is no file */
    ObjectLines(App.Streams streams, String none) {
        this.streams = streams;
        this.none = none;
    }

    void addAll(Map<String, Stamp> more) {
        files.putAll(more);
    }

    /** Such as `  2.1 GB  2026-11-28 04:52  latest.pt`. */
    static String readable(String name, Stamp stamp) {
        return String.format("%8s  %s  %s", Figures.bytes(stamp.size()), TIME.format(stamp.time()), Printable.of(name));
    }

    void print(boolean json) {
        if (json) {
            streams.out().println(ResultJson.text(this::write));
            return;
        }
        if (files.isEmpty()) {
            streams.out().println(none);
            return;
        }
        files.forEach((name, stamp) -> streams.out()
                .println(
                        streams.table()
                                ? readable(name, stamp)
                                : String.format("%9d %s", stamp.size(), Printable.of(name))));
        if (streams.table()) {
            streams.out()
                    .println(String.format("%8s", Figures.bytes(bytes())) + "  in all, "
                            + Figures.count(files.size(), "file"));
        }
    }

    private long bytes() {
        return files.values().stream()
                .mapToLong(stamp -> Math.max(0, stamp.size()))
                .sum();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeNumberField("bytes", bytes());
        json.writeArrayFieldStart("files");
        for (Map.Entry<String, Stamp> file : files.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", file.getKey());
            json.writeNumberField("bytes", file.getValue().size());
            json.writeStringField("time", file.getValue().time().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
