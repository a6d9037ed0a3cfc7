package replaystorage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.console.JsonText;
import replaystorage.console.PrintableText;
import replaystorage.host.HumanNumbers;
import replaystorage.session.ProgramInvocation;
import replaystorage.transfer.list.FileVersion;

/** Prints files sorted by name: as `rclone ls` in a pipe, as JSON, or with time and total at a terminal. */
final class ObjectListPrinter {
    private static final DateTimeFormatter TIME_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final TreeMap<String, FileVersion> files = new TreeMap<>();
    private final ProgramInvocation.StandardStreams streams;
    private final String emptyMessage;

    /** @param none text for an empty list */
    ObjectListPrinter(ProgramInvocation.StandardStreams streams, String none) {
        this.streams = streams;
        this.emptyMessage = none;
    }

    void addAll(Map<String, FileVersion> more) {
        files.putAll(more);
    }

    /** Such as `  2.1 GB  2026-11-28 04:52  latest.pt`. */
    static String humanLine(String name, FileVersion version) {
        return String.format(
                "%8s  %s  %s",
                HumanNumbers.bytes(version.size()), TIME_FORMAT.format(version.modified()), PrintableText.escape(name));
    }

    void print(boolean json) {
        if (json) {
            streams.out().println(JsonText.ascii(this::writeJson));
            return;
        }
        if (files.isEmpty()) {
            streams.out().println(emptyMessage);
            return;
        }
        files.forEach((name, version) -> streams.out()
                .println(
                        streams.tableOutput()
                                ? humanLine(name, version)
                                : String.format("%9d %s", version.size(), PrintableText.escape(name))));
        if (streams.tableOutput()) {
            streams.out()
                    .println(String.format("%8s", HumanNumbers.bytes(totalBytes())) + "  in all, "
                            + HumanNumbers.files(files.size()));
        }
    }

    private long totalBytes() {
        return files.values().stream()
                .mapToLong(version -> Math.max(0, version.size()))
                .sum();
    }

    private void writeJson(JsonGenerator json) throws IOException {
        json.writeNumberField("bytes", totalBytes());
        json.writeArrayFieldStart("files");
        for (Map.Entry<String, FileVersion> file : files.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", file.getKey());
            json.writeNumberField("bytes", file.getValue().size());
            json.writeStringField("time", file.getValue().modified().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
