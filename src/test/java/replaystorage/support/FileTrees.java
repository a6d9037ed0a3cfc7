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

/** Creates and compares folders of files. */
public final class FileTrees {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");

    private FileTrees() {}

    /** Creates 1,000 different small files in ten folders; returns the folder. */
    public static Path createThousandFiles(Path folder, String extension) {
        return createFiles(folder, 1000, extension);
    }

    public static Path createFiles(Path folder, int count, String extension) {
        for (int i = 0; i < count; i++) {
            String name = "folder-%d/file-%04d.%s".formatted(i % 10, i, extension);
            Pod.write(folder, name, ("bytes of " + i + "\n").repeat(i % 40), TIME.plusSeconds(i));
        }
        return folder;
    }

    /** Names and hashes of all files; follows links. */
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
