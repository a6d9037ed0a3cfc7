package replaystorage.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies, on the pod's own disk, of files that are on their way to the bucket: rclone takes a file for what it is when it is opened, so that one which its
 * writer begins anew just then would go up half. A copy whose file has the same stamp before and after it is whole.
 */
final class Stage implements AutoCloseable {
    private static final long LARGEST = 256L << 20;
    private static final long MOST = 1L << 30;

    /** What a killed run left; no upload of so little takes so long. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final String PREFIX = "stage-";

    private final Path folder;
    private final Set<String> names = new LinkedHashSet<>();

    /** @param folder null where there is none */
    private Stage(Path folder) {
        this.folder = folder;
    }

    /** One that holds nothing. */
    static Stage none() {
        return new Stage(null);
    }

    /** Takes as many of the files as there is room for; none where nothing can be written. */
    static Stage of(Path temporary, Collection<LocalFile> files) {
        if (files.isEmpty()) {
            return none();
        }
        try {
            Stage stage = new Stage(folder(temporary));
            stage.fill(files);
            return stage;
        } catch (IOException e) {
            return new Stage(null);
        }
    }

    /** A private folder, which a later call clears away where its owner could not. */
    static Path folder(Path temporary) throws IOException {
        Files.createDirectories(temporary);
        clear(temporary);
        return Files.createTempDirectory(temporary, PREFIX);
    }

    private void fill(Collection<LocalFile> files) throws IOException {
        long room = Math.min(MOST, Files.getFileStore(folder).getUsableSpace() / 2);
        for (LocalFile file : files) {
            long size = file.stamp().size();
            if (size <= Math.min(room, LARGEST) && copy(file)) {
                names.add(file.name());
                room -= size;
            }
        }
    }

    private boolean copy(LocalFile file) {
        Path copy = folder.resolve(RcloneName.onDisk(file.name()));
        try {
            Files.createDirectories(copy.getParent());
            Files.copy(file.path(), copy);
            Files.setLastModifiedTime(copy, FileTime.from(file.stamp().time()));
            if (file.isUnchanged() && Files.size(copy) == file.stamp().size()) {
                return true;
            }
            Files.delete(copy);
        } catch (IOException e) {
            copy.toFile().delete();
        }
        return false;
    }

    /** Null where it holds nothing. */
    String folder() {
        return folder == null ? null : folder.toString();
    }

    /** The copy of a file that it has. */
    String file(Step step) {
        return folder.resolve(RcloneName.onDisk(step.name())).toString();
    }

    boolean has(Step step) {
        return names.contains(step.name());
    }

    @Override
    public void close() {
        if (folder != null) {
            delete(folder);
        }
    }

    private static void clear(Path temporary) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(FORGOTTEN));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path stage : left) {
                if (Files.getLastModifiedTime(stage).compareTo(old) < 0) {
                    delete(stage);
                }
            }
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
