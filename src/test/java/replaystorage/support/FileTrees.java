package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders full of files, to send and to compare. */
public final class FileTrees {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");

    private FileTrees() {}

    /** 1,000 small files in ten folders, no two alike; returns the folder. */
    public static Path createThousandFiles(Path folder, String extension) {
        return createFiles(folder, 1000, extension);
    }

    /** So many small files in ten folders. */
    public static Path createFiles(Path folder, int count, String extension) {
        for (int i = 0; i < count; i++) {
            String name = "folder-%d/file-%04d.%s".formatted(i % 10, i, extension);
            Pod.write(folder, name, ("bytes of " + i + "\n").repeat(i % 40), TIME.plusSeconds(i));
        }
        return folder;
    }

    /** Each file's name and the hash of its bytes; links are followed. */
    public static Map<String, String> contents(Path folder) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), hash(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String hash(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return bytes.length + " "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
