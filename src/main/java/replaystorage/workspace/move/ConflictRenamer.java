package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import replaystorage.host.ConflictName;
import replaystorage.host.PosixStat;

/** Renames the older of two versions of a local file to a conflict name, such as {@code latest.from-POD-20261125T103000.pt}. */
public record ConflictRenamer(ConflictName conflictName) {

    /** A free name beside the entry. */
    Path freeName(Path entry) {
        return entry.resolveSibling(conflictName.nameFor(
                entry.getFileName().toString(),
                taken -> Files.exists(entry.resolveSibling(taken), LinkOption.NOFOLLOW_LINKS)));
    }

    /** Gives the entry such a name, and so frees its own. */
    Path renameAway(Path entry) throws IOException {
        PosixStat stat = PosixStat.of(entry);
        // A start that was killed in the middle may have given it one already.
        Optional<Path> second =
                stat.isFile() ? findVersion(entry, other -> PosixStat.of(other).hasSameInode(stat)) : Optional.empty();
        if (second.isPresent()) {
            return moveAway(entry, second.get());
        }
        while (true) {
            Path beside = freeName(entry);
            try {
                if (!stat.isFile() || !tryLink(entry, beside)) {
                    return moveToClaimedName(entry, beside);
                }
                return moveAway(entry, beside);
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
    private Path moveAway(Path entry, Path beside) throws IOException {
        Path away = freeName(entry);
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
        String name = entry.getFileName().toString();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(
                entry.getParent(),
                other -> conflictName.isVersionOf(name, other.getFileName().toString()))) {
            for (Path other : beside) {
                if (test.passes(other)) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }
}
