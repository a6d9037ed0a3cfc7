package replaystorage.transfer.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A local file and its version when it was looked at; links are followed. It holds no path: of 100,000 files, paths
 * would take most of the memory.
 *
 * @param name rclone's name, relative to the folder
 */
public record LocalFile(Path folder, String name, FileVersion version) {

    static LocalFile of(Path folder, String name, BasicFileAttributes attributes) {
        return new LocalFile(
                folder,
                name,
                new FileVersion(attributes.size(), attributes.lastModifiedTime().toInstant()));
    }

    public static Optional<LocalFile> stat(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(of(
                            path.getParent(),
                            RcloneFileName.fromDisk(path.getFileName().toString()),
                            attributes))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public Path path() {
        return folder.resolve(RcloneFileName.toDisk(name));
    }

    public boolean isUnchanged() {
        return stat(path()).map(now -> now.version().equals(version)).orElse(false);
    }
}
