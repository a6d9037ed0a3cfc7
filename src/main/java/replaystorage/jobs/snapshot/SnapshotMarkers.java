package replaystorage.jobs.snapshot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.console.JsonText;
import replaystorage.host.CliException;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.SmallObjectClient;

/** Writes this pod's marker objects, which say whether a snapshot is complete. */
final class SnapshotMarkers {
    private static final int FORMAT = 1;

    /** Another pod may write the same marker at the same time, and rclone would delete an object that differs from its own. */
    private static final List<String> WRITE_FLAGS = List.of("--s3-no-head");

    private final SmallObjectClient objects;
    private final RemotePath folder;
    private final String date;
    private final String pod;

    /** @param folder of all snapshots */
    SnapshotMarkers(SmallObjectClient objects, RemotePath folder, String date, String pod) {
        this.objects = objects;
        this.folder = folder;
        this.date = date;
        this.pod = pod.replaceAll("[^A-Za-z0-9_.-]", "-");
    }

    /** Content of a folder at the time of the snapshot. */
    record FolderSize(long objects, long bytes) {}

    void markIncomplete() {
        objects.write(folder, incompleteName(), markerJson(Map.of(), false), WRITE_FLAGS);
    }

    /**
     * Marks this pod's part as complete. If the key may not delete, an empty marker counts as deleted.
     *
     * @param chosen true if not all files were selected
     */
    void markComplete(Map<String, FolderSize> folders, boolean chosen) {
        String complete = markerJson(folders, chosen);
        try {
            objects.replace(folder, incompleteName(), date + Snapshot.COMPLETE_SUFFIX, complete, WRITE_FLAGS);
        } catch (CliException e) {
            try {
                objects.write(folder, date + Snapshot.COMPLETE_SUFFIX, complete, WRITE_FLAGS);
                objects.write(folder, incompleteName(), "", WRITE_FLAGS);
            } catch (CliException again) {
                throw e;
            }
        }
    }

    /** This pod's marker of an incomplete snapshot. */
    private String incompleteName() {
        return date + Snapshot.INCOMPLETE_SUFFIX + "." + pod;
    }

    String pod() {
        return pod;
    }

    private String markerJson(Map<String, FolderSize> folders, boolean chosen) {
        return JsonText.of(json -> {
                    json.writeNumberField("format", FORMAT);
                    json.writeStringField("date", date);
                    json.writeStringField("pod", pod);
                    json.writeStringField(
                            "time",
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
                    if (!folders.isEmpty()) {
                        json.writeBooleanField("chosen", chosen);
                        json.writeObjectFieldStart("folders");
                        for (var held : new TreeMap<>(folders).entrySet()) {
                            json.writeObjectFieldStart(held.getKey());
                            json.writeNumberField("objects", held.getValue().objects());
                            json.writeNumberField("bytes", held.getValue().bytes());
                            json.writeEndObject();
                        }
                        json.writeEndObject();
                    }
                })
                + "\n";
    }
}
