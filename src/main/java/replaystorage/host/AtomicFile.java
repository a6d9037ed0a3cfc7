package replaystorage.host;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/** Replaces a file atomically: readers see the old or the new content, even after a kill or a power failure. */
public final class AtomicFile {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private AtomicFile() {}

    public interface ContentWriter {
        void writeTo(Writer out) throws IOException;
    }

    /** Creates missing folders; other users can read the file. */
    public static void write(Path file, ContentWriter text) throws IOException {
        write(file, "rw-r--r--", text);
    }

    /** Like write, but only the owner can read the file. */
    public static void writePrivate(Path file, ContentWriter text) throws IOException {
        write(file, "rw-------", text);
    }

    /** Removes temporary files of killed writers; only for callers that know that nobody else writes the file now. */
    public static void deleteLeftovers(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "." + file.getFileName() + ".*.tmp")) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Creates a symlink, replacing a file or link of that name. */
    public static void replaceByLink(Path link, Path target) throws IOException {
        Path fresh = temporaryPath(link.toAbsolutePath());
        try {
            Files.createSymbolicLink(fresh, target);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Path temporaryPath(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + Long.toHexString(System.nanoTime())
                + NUMBER.incrementAndGet() + ".tmp");
    }

    private static void write(Path file, String permissions, ContentWriter text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path fresh = temporaryPath(file.toAbsolutePath());
        try {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            try (FileOutputStream bytes = new FileOutputStream(fresh.toFile());
                    Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
                text.writeTo(out);
                out.flush();
                bytes.getFD().sync();
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
