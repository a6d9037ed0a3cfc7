package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import replaystorage.host.TemporaryPath;

/**
 * Copies, on the pod's own disk, of files that are on their way to the bucket: rclone takes a file for what it is when it is opened, so that one which its
 * writer begins anew just then would go up half. A copy whose file has the same stamp before and after it is whole.
 */
final class Stage implements AutoCloseable {
    private static final long LARGEST = 256L << 20;
    private static final long MOST = 1L << 30;

    private final TemporaryPath own;
    private final Path folder;
    private final Set<String> names = new LinkedHashSet<>();

    /** @param own null where there is none */
    private Stage(TemporaryPath own) {
        this.own = own;
        this.folder = own == null ? null : own.path();
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
            Stage stage = new Stage(TemporaryPath.folder(temporary, "stage"));
            stage.fill(files);
            return stage;
        } catch (IOException e) {
            return new Stage(null);
        }
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
        if (own != null) {
            own.close();
        }
    }
}
