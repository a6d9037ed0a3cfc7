package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A file on the disk as it was when it was looked at; links are followed. */
public record LocalFile(Path path, Stamp stamp) {

    static LocalFile of(Path path, BasicFileAttributes attributes) {
        return new LocalFile(
                path, new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant()));
    }

    /** The file as it is now, or empty where there is none. */
    static Optional<LocalFile> look(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(of(path, attributes)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isUnchanged() {
        return look(path).map(now -> now.stamp().equals(stamp)).orElse(false);
    }
}
