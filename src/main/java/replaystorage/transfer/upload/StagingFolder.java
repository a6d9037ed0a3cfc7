package replaystorage.transfer.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import replaystorage.host.LockedTempPath;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RcloneFileName;
import replaystorage.transfer.plan.PlannedFile;

/**
 * Local copies of files that are being uploaded: rclone reads a file as it is when opened, so a file that its writer
 * restarts at that moment would be uploaded half. A copy is complete if its file has the same version before and after.
 */
final class StagingFolder implements AutoCloseable {
    private static final long MAX_FILE_BYTES = 256L << 20;
    private static final long MAX_TOTAL_BYTES = 1L << 30;

    private final LockedTempPath lockedFolder;
    private final Path folderPath;
    private final Set<String> names = new LinkedHashSet<>();

    private StagingFolder(LockedTempPath own) {
        this.lockedFolder = own;
        this.folderPath = own == null ? null : own.path();
    }

    static StagingFolder empty() {
        return new StagingFolder(null);
    }

    /** Copies as many files as there is space for; none if nothing can be written. */
    static StagingFolder of(Path temporary, Collection<LocalFile> files) {
        if (files.isEmpty()) {
            return empty();
        }
        try {
            StagingFolder staging = new StagingFolder(LockedTempPath.createFolder(temporary, "stage"));
            staging.copyFiles(files);
            return staging;
        } catch (IOException e) {
            return new StagingFolder(null);
        }
    }

    private void copyFiles(Collection<LocalFile> files) throws IOException {
        long room = Math.min(MAX_TOTAL_BYTES, Files.getFileStore(folderPath).getUsableSpace() / 2);
        for (LocalFile file : files) {
            long size = file.version().size();
            if (size <= Math.min(room, MAX_FILE_BYTES) && tryCopy(file)) {
                names.add(file.name());
                room -= size;
            }
        }
    }

    private boolean tryCopy(LocalFile file) {
        Path copy = folderPath.resolve(RcloneFileName.toDisk(file.name()));
        try {
            Files.createDirectories(copy.getParent());
            Files.copy(file.path(), copy);
            Files.setLastModifiedTime(copy, FileTime.from(file.version().modified()));
            if (file.isUnchanged() && Files.size(copy) == file.version().size()) {
                return true;
            }
            Files.delete(copy);
        } catch (IOException e) {
            copy.toFile().delete();
        }
        return false;
    }

    String folderPath() {
        return folderPath == null ? null : folderPath.toString();
    }

    String copyPath(PlannedFile planned) {
        return folderPath.resolve(RcloneFileName.toDisk(planned.name())).toString();
    }

    boolean contains(PlannedFile planned) {
        return names.contains(planned.name());
    }

    @Override
    public void close() {
        if (lockedFolder != null) {
            lockedFolder.close();
        }
    }
}
