package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

    /** Renames a file or link to such a name. */
    Path renameAway(Path entry) throws IOException {
        while (true) {
            Path kept = freeName(entry);
            try {
                // rename(2) would replace what another start has put there, but this it only replaces if it is ours.
                Files.createFile(kept);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            try {
                Files.move(entry, kept, StandardCopyOption.ATOMIC_MOVE);
                return kept;
            } catch (IOException e) {
                Files.deleteIfExists(kept);
                throw e;
            }
        }
    }

    /** Removes a symlink; if something else has taken its place, that is kept under a conflict name. */
    void removeLink(Path link) throws IOException {
        Path taken = renameAway(link);
        if (Files.isSymbolicLink(taken)) {
            Files.delete(taken);
        }
    }

    /** A version of the entry with the same bytes as the file. */
    Optional<Path> findEqualVersion(Path file, Path entry) throws IOException {
        return findVersion(entry, other -> PosixStat.of(other).isFile() && Files.mismatch(file, other) < 0);
    }

    /** A folder that was given a conflict name instead of the entry's. */
    Optional<Path> findFolderVersion(Path entry) throws IOException {
        return findVersion(entry, other -> PosixStat.of(other).isFolder());
    }

    private Optional<Path> findVersion(Path entry, DirectoryStream.Filter<Path> test) throws IOException {
        String name = entry.getFileName().toString();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(
                entry.getParent(),
                other -> conflictName.isVersionOf(name, other.getFileName().toString()))) {
            for (Path version : versions) {
                if (test.accept(version)) {
                    return Optional.of(version);
                }
            }
        }
        return Optional.empty();
    }
}
