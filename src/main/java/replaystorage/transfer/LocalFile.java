package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file on the disk as it was when it was looked at; links are followed. It holds no path of its own: of 100,000 files these
 * would be most of the memory.
 *
 * @param name by rclone's name, relative to the folder
 */
public record LocalFile(Path folder, String name, Stamp stamp) {

    static LocalFile of(Path folder, String name, BasicFileAttributes attributes) {
        return new LocalFile(
                folder,
                name,
                new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant()));
    }

    /** The file as it is now, or empty where there is none. */
    static Optional<LocalFile> look(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(of(
                            path.getParent(), RcloneName.of(path.getFileName().toString()), attributes))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public Path path() {
        return folder.resolve(RcloneName.onDisk(name));
    }

    boolean isUnchanged() {
        return look(path()).map(now -> now.stamp().equals(stamp)).orElse(false);
    }
}
