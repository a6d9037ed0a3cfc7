package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replaystorage.host.IoErrorText;
import replaystorage.host.PosixStat;
import replaystorage.host.RealPath;

/** Gives each entry of a folder a place in another. Replaces nothing: of two versions the newer gets the name, the older a conflict name. */
final class MovedEntryPlacement {
    private static final int MAX_TRIES = 20;

    /** @param createdByMove false if the target was there before */
    record MovedFolder(Path source, Path target, boolean createdByMove) {}

    private final Path root;
    private final ConflictRenamer renamer;
    private final Map<Path, Path> keptVersions = new LinkedHashMap<>();
    private final Set<Path> withoutPlace = new LinkedHashSet<>();

    /** @param root the folder that is moved as a whole */
    MovedEntryPlacement(Path root, ConflictRenamer renamer) {
        this.root = root;
        this.renamer = renamer;
    }

    /** Creates a folder in its new place, or takes the one that is there. */
    MovedFolder placeFolder(Path source, Path target) throws IOException {
        Path place = target;
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<PosixStat> there = PosixStat.ofExisting(place);
            if (there.isEmpty()) {
                Files.copy(source, place, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                return new MovedFolder(source, place, true);
            }
            requireDifferent(source, PosixStat.of(source), place, there.get());
            if (there.get().isFolder()) {
                return new MovedFolder(source, place, false);
            }
            if (isLinkTo(source, place, there.get())) {
                renamer.removeLink(place);
            } else {
                place = renamer.findFolderVersion(target).orElseGet(() -> renamer.freeName(target));
                keptVersions.put(place, target);
            }
        }
        throw new FileSystemException(target.toString(), null, "it keeps changing");
    }

    /** Places a file, link or the like; the source stays. */
    MovedEntry placeEntry(Path source, Path target) throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            PosixStat here = PosixStat.of(source);
            try {
                Optional<PosixStat> there = PosixStat.ofExisting(target);
                if (there.isEmpty()) {
                    return create(source, here, target);
                }
                if (isAlreadyThere(source, here, target, there.get())) {
                    return new MovedEntry(source, here, target, there.get(), false);
                }
                if (isLinkTo(source, target, there.get())) {
                    renamer.removeLink(target);
                } else if (there.get().isFolder() || !here.isNewerThan(there.get())) {
                    return createBeside(source, here, target);
                } else {
                    return createAndRenameOlder(source, here, target);
                }
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                // Somebody has just created or removed the target: look again.
            }
        }
        throw new FileSystemException(target.toString(), null, "it keeps changing");
    }

    private MovedEntry create(Path source, PosixStat here, Path target) throws IOException {
        PosixStat moved = here;
        if (here.isLink()) {
            HardLinkOrCopy.createSymlink(target, RelocatedLink.relocated(source, root), here);
        } else if (here.isFile()) {
            moved = HardLinkOrCopy.linkOrCopy(source, target);
        } else if (!HardLinkOrCopy.tryLink(source, target)) {
            // A fifo or socket, which holds no bytes.
            withoutPlace.add(source);
            return new MovedEntry(source, here, source, here, false);
        }
        return new MovedEntry(source, moved, target, PosixStat.of(target), true);
    }

    private MovedEntry createBeside(Path source, PosixStat here, Path target) throws IOException {
        Optional<Path> equal = here.isFile() ? renamer.findEqualVersion(source, target) : Optional.empty();
        if (equal.isPresent()) {
            return new MovedEntry(source, here, equal.get(), PosixStat.of(equal.get()), false);
        }
        Path place = renamer.freeName(target);
        MovedEntry moved = create(source, here, place);
        keptVersions.put(place, target);
        return moved;
    }

    /** The older one makes room only when the newer one is complete. */
    private MovedEntry createAndRenameOlder(Path source, PosixStat here, Path target) throws IOException {
        Path partial = MoveTempName.freeNameIn(target.getParent());
        try {
            MovedEntry moved = create(source, here, partial);
            if (!moved.createdByMove()) {
                return moved;
            }
            keptVersions.put(renamer.renameAway(target), target);
            HardLinkOrCopy.rename(partial, target);
            return new MovedEntry(source, moved.sourceStat(), target, PosixStat.of(target), false);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private boolean isAlreadyThere(Path source, PosixStat here, Path target, PosixStat there) throws IOException {
        if (here.isHardLinkOf(there)) {
            return true;
        }
        requireDifferent(source, here, target, there);
        if (here.isLink()) {
            return there.isLink()
                    ? Files.readSymbolicLink(target).equals(RelocatedLink.relocated(source, root))
                    : RealPath.isSame(source, target);
        }
        return here.fileType() == there.fileType()
                && (!here.isFile() || (here.size() == there.size() && Files.mismatch(source, target) < 0));
    }

    /** To delete the source would delete the target too. */
    private static void requireDifferent(Path source, PosixStat here, Path target, PosixStat there)
            throws FileSystemException {
        if (here.hasSameInode(there)) {
            throw new FileSystemException(
                    source.toString(), null, "it is the same as " + IoErrorText.printablePath(target));
        }
    }

    private static boolean isLinkTo(Path source, Path target, PosixStat there) {
        return there.isLink() && RealPath.isSame(target, source);
    }

    /** Says what came of files with one name, unless a failed move took it back. */
    void addTo(SetupReport report) {
        keptVersions.forEach((place, target) -> {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                report.warn(IoErrorText.printablePath(target)
                        + " existed twice with different content: the older one is kept as "
                        + IoErrorText.printablePath(place.getFileName()));
            }
        });
        withoutPlace.stream()
                .filter(source -> !Files.exists(source, LinkOption.NOFOLLOW_LINKS))
                .forEach(source -> report.warn(IoErrorText.printablePath(source)
                        + " is neither a file nor a folder and could not be moved: removed"));
    }
}
