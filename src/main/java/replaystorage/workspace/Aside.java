package replaystorage.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The names under which an older version is kept beside the newer, such as `latest.from-POD-20261125T103000.pt`.
 *
 * @param pod who keeps it
 */
record Aside(String pod, LocalDateTime now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    /** What most file systems take, in bytes. */
    private static final int LONGEST = 255;

    /** The n-th such name; the extension stays last, so that what reads such files still knows it. */
    Path name(Path entry, int n) {
        Name name = Name.of(entry);
        String mark = mark() + TIME.format(now) + (n == 0 ? "" : "-" + (n + 1));
        String stem = name.stem;
        while (!stem.isEmpty() && bytes(stem + mark + name.extension) > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return entry.resolveSibling(stem + mark + name.extension);
    }

    /** Gives the entry such a name, and so frees its own. */
    Path take(Path entry) throws IOException {
        Look look = Look.at(entry);
        // A start that was killed in the middle may have given it one already.
        Optional<Path> second =
                look.isFile() ? beside(entry, other -> Look.at(other).isSameInode(look)) : Optional.empty();
        if (second.isPresent()) {
            return freed(entry, second.get());
        }
        for (int n = 0; ; n++) {
            Path beside = name(entry, n);
            try {
                if (!look.isFile() || !isLinked(entry, beside)) {
                    return claimed(entry, beside);
                }
                return freed(entry, beside);
            } catch (FileAlreadyExistsException e) {
                // The next name, then.
            }
        }
    }

    private static boolean isLinked(Path entry, Path beside) throws IOException {
        try {
            Files.createLink(beside, entry);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Renames it before it goes: what somebody put in its place meanwhile is then another version, and stays. */
    private Path freed(Path entry, Path beside) throws IOException {
        int n = 1;
        while (Look.ifAny(name(entry, n)).isPresent()) {
            n++;
        }
        Path away = name(entry, n);
        Files.move(entry, away, StandardCopyOption.ATOMIC_MOVE);
        if (Look.at(away).isSameInode(Look.at(beside))) {
            Files.delete(away);
        }
        return beside;
    }

    private static Path claimed(Path entry, Path beside) throws IOException {
        Files.createFile(beside);
        try {
            // It replaces the empty file that was made just now, and so nothing of anybody's.
            Files.move(entry, beside, StandardCopyOption.ATOMIC_MOVE);
            return beside;
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    /** Takes a link away that leads to what is to have its name; should it have become something else, that is kept. */
    void drop(Path link) throws IOException {
        Path taken = take(link);
        if (Files.isSymbolicLink(taken)) {
            Files.delete(taken);
        }
    }

    /** A version with the same bytes as this file that was put beside the entry before. */
    Optional<Path> equal(Path file, Path entry) throws IOException {
        return beside(entry, other -> Look.at(other).isFile() && Files.mismatch(file, other) < 0);
    }

    private interface Test {
        boolean passes(Path other) throws IOException;
    }

    private Optional<Path> beside(Path entry, Test test) throws IOException {
        Name name = Name.of(entry);
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(entry.getParent(), other -> {
            String text = other.getFileName().toString();
            return text.startsWith(name.stem + mark()) && text.endsWith(name.extension);
        })) {
            for (Path other : beside) {
                if (test.passes(other)) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }

    private String mark() {
        return ".from-" + pod.replaceAll("[^A-Za-z0-9_.-]", "-") + "-";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private record Name(String stem, String extension) {
        static Name of(Path entry) {
            String name = entry.getFileName().toString();
            int dot = name.lastIndexOf('.');
            int end = dot > 0 ? dot : name.length();
            return new Name(name.substring(0, end), name.substring(end));
        }
    }
}
