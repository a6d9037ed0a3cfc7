package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings all that a folder holds to another; only then, and each once more looked at, the sources go. */
final class MovePass {
    private final MovedEntryPlacement placement;
    private final boolean hasLock;
    private final List<MovedEntry> movedEntries = new ArrayList<>();
    private final List<Path> sources = new ArrayList<>();
    private final Set<Path> targets = new LinkedHashSet<>();
    private final Map<Path, FileTime> createdFolders = new LinkedHashMap<>();

    /** @param isAlone whether no other start can be at work in these folders */
    MovePass(MovedEntryPlacement placement, boolean isAlone) {
        this.placement = placement;
        this.hasLock = isAlone;
    }

    int count() {
        return movedEntries.size();
    }

    void transferFolder(Path source, Path target) throws IOException {
        sources.add(source);
        targets.add(target);
        if (hasLock) {
            MoveTempName.deleteLeftovers(target);
        }
        for (Path entry : listEntries(source)) {
            try {
                Path place = target.resolve(entry.getFileName());
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    transferFolder(entry, createFolder(entry, place));
                } else {
                    movedEntries.add(placement.placeEntry(entry, place));
                }
            } catch (NoSuchFileException e) {
                if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
    }

    private Path createFolder(Path source, Path target) throws IOException {
        boolean isNew = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        Path place = placement.placeFolder(source, target);
        if (isNew || !place.equals(target)) {
            createdFolders.put(place, Files.getLastModifiedTime(source));
        }
        return place;
    }

    private static List<Path> listEntries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Takes away again what was brought, as far as nobody but us can have had a hand in it. */
    void undo() throws IOException {
        if (!hasLock) {
            return;
        }
        for (MovedEntry each : movedEntries) {
            if (each.canTargetGo()) {
                Files.delete(each.target());
            }
        }
        for (Path folder : deepestFirst(createdFolders.keySet())) {
            deleteIfEmpty(folder);
        }
    }

    /** Whether the source folder is gone, since all that it held is across. */
    boolean deleteSources() throws IOException {
        fsyncTargets();
        for (MovedEntry each : movedEntries) {
            if (each.canSourceGo()) {
                Files.deleteIfExists(each.source());
            }
        }
        boolean isGone = true;
        for (Path folder : deepestFirst(sources)) {
            isGone &= deleteIfEmpty(folder);
        }
        return isGone;
    }

    private void fsyncTargets() {
        for (Path folder : targets) {
            try {
                if (createdFolders.containsKey(folder)) {
                    Files.setLastModifiedTime(folder, createdFolders.get(folder));
                }
                HardLinkOrCopy.fsync(folder);
            } catch (IOException e) {
                // Not every file system can do either for a folder; what is in it is whole without.
            }
        }
    }

    private static boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private static List<Path> deepestFirst(Collection<Path> folders) {
        List<Path> reversed = new ArrayList<>(folders);
        Collections.reverse(reversed);
        return reversed;
    }
}
