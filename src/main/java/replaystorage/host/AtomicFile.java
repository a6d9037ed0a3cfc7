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

/** A file that is replaced in one step: whoever reads it finds the old text or the new one, whatever ends us, a power failure too. */
public final class AtomicFile {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private AtomicFile() {}

    /** Writes the new text. */
    public interface ContentWriter {
        void writeTo(Writer out) throws IOException;
    }

    /** The folder is made where it is missing; others can read the file. */
    public static void write(Path file, ContentWriter text) throws IOException {
        write(file, "rw-r--r--", text);
    }

    /** The same for the owner's eyes alone. */
    public static void writePrivate(Path file, ContentWriter text) throws IOException {
        write(file, "rw-------", text);
    }

    /** Removes what writers of the file left that were killed; for who knows that nobody else writes it now. */
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

    /** Makes a link, in place of the file or link that has its name. */
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
