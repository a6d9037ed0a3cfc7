package replaystorage.transfer.note;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import replaystorage.host.AtomicFile;

/**
 * The file of a sync record: a header, a line for each observation, and an end line.
 *
 * @param header two lines that identify the record
 */
record SyncRecordFile(Path path, String header) {
    private static final String END_LINE = "end";

    /** Merges the saved observations with the unsaved ones; a missing, incomplete or foreign file has none. */
    void readInto(RecordMerge notes) {
        notes.dropSaved();
        if (!tryRead(notes)) {
            notes.dropSaved();
        }
    }

    private boolean tryRead(RecordMerge notes) {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            if (!header.equals(lines.readLine() + "\n" + lines.readLine() + "\n")) {
                return false;
            }
            String line = lines.readLine();
            while (line != null && !line.equals(END_LINE)) {
                String[] fields = line.split("\t", -1);
                notes.merge(fields[5].intern(), RecordedFile.parse(fields, true));
                line = lines.readLine();
            }
            return line != null;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    void write(RecordMerge notes) throws IOException {
        AtomicFile.writePrivate(path, out -> {
            out.write(header);
            for (Map.Entry<String, RecordedFile> each :
                    (Iterable<Map.Entry<String, RecordedFile>>) notes.entries()::iterator) {
                out.write(each.getValue().format(each.getKey()));
                out.write('\n');
            }
            out.write(END_LINE + "\n");
        });
    }

    void deleteLeftovers() throws IOException {
        AtomicFile.deleteLeftovers(path);
    }
}
