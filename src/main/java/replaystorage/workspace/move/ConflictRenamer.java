package replaystorage.workspace.move;

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
 * Renames the older of two versions of a local file to a conflict name, such as {@code latest.from-POD-20261125T103000.pt}.
 *
 * @param podName who keeps it
 */
public record ConflictRenamer(String podName, LocalDateTime now) {
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    /** What most file systems take, in bytes. */
    private static final int MAX_NAME_BYTES = 255;

    /** The n-th such name; the extension stays last, so that what reads such files still knows it. */
    Path nthName(Path entry, int n) {
        NameParts name = NameParts.of(entry);
        String mark = nameMark() + TIME_FORMAT.format(now) + (n == 0 ? "" : "-" + (n + 1));
        String stem = name.stem;
        while (!stem.isEmpty() && utf8Length(stem + mark + name.extension) > MAX_NAME_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return entry.resolveSibling(stem + mark + name.extension);
    }

    /** Gives the entry such a name, and so frees its own. */
    Path renameAway(Path entry) throws IOException {
        PosixStat stat = PosixStat.of(entry);
        // A start that was killed in the middle may have given it one already.
        Optional<Path> second =
                stat.isFile() ? findVersion(entry, other -> PosixStat.of(other).hasSameInode(stat)) : Optional.empty();
        if (second.isPresent()) {
            return freeName(entry, second.get());
        }
        for (int n = 0; ; n++) {
            Path beside = nthName(entry, n);
            try {
                if (!stat.isFile() || !tryLink(entry, beside)) {
                    return moveToClaimedName(entry, beside);
                }
                return freeName(entry, beside);
            } catch (FileAlreadyExistsException e) {
                // The next name, then.
            }
        }
    }

    private static boolean tryLink(Path entry, Path beside) throws IOException {
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
    private Path freeName(Path entry, Path beside) throws IOException {
        int n = 1;
        while (PosixStat.ofExisting(nthName(entry, n)).isPresent()) {
            n++;
        }
        Path away = nthName(entry, n);
        Files.move(entry, away, StandardCopyOption.ATOMIC_MOVE);
        if (PosixStat.of(away).hasSameInode(PosixStat.of(beside))) {
            Files.delete(away);
        }
        return beside;
    }

    private static Path moveToClaimedName(Path entry, Path beside) throws IOException {
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
    void removeLink(Path link) throws IOException {
        Path taken = renameAway(link);
        if (Files.isSymbolicLink(taken)) {
            Files.delete(taken);
        }
    }

    /** A version with the same bytes as this file that was put beside the entry before. */
    Optional<Path> findEqualVersion(Path file, Path entry) throws IOException {
        return findVersion(entry, other -> PosixStat.of(other).isFile() && Files.mismatch(file, other) < 0);
    }

    private interface PathTest {
        boolean passes(Path other) throws IOException;
    }

    private Optional<Path> findVersion(Path entry, PathTest test) throws IOException {
        NameParts name = NameParts.of(entry);
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(entry.getParent(), other -> {
            String text = other.getFileName().toString();
            return text.startsWith(name.stem + nameMark()) && text.endsWith(name.extension);
        })) {
            for (Path other : beside) {
                if (test.passes(other)) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }

    private String nameMark() {
        return ".from-" + podName.replaceAll("[^A-Za-z0-9_.-]", "-") + "-";
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private record NameParts(String stem, String extension) {
        static NameParts of(Path entry) {
            String name = entry.getFileName().toString();
            int dot = name.lastIndexOf('.');
            int end = dot > 0 ? dot : name.length();
            return new NameParts(name.substring(0, end), name.substring(end));
        }
    }
}
