package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import replaystorage.host.IoErrorText;
import replaystorage.host.PosixStat;

/** Finds each entry of a folder its place in another, beside what is there: nothing is replaced, and of two the newer has the name. */
final class MovedEntryPlacement {
    private static final int MAX_TRIES = 20;

    private final Path root;
    private final ConflictRenamer renamer;
    private final MovedEntryComparison comparison;
    private final Map<Path, Path> renamedFolders = new HashMap<>();
    private final MoveNotes moveNotes = new MoveNotes();

    /** @param root the folder that is moved as a whole */
    MovedEntryPlacement(Path root, ConflictRenamer renamer) {
        this.root = root;
        this.renamer = renamer;
        this.comparison = new MovedEntryComparison(root);
    }

    MoveNotes moveNotes() {
        return moveNotes;
    }

    /** Brings a file, link or the like; the source stays. */
    MovedEntry placeEntry(Path source, Path target) throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            PosixStat here = PosixStat.of(source);
            try {
                Optional<PosixStat> there = PosixStat.ofExisting(target);
                if (there.isEmpty()) {
                    return here.isFile() || here.isLink()
                            ? placeFresh(source, here, target)
                            : placeSpecialFile(source, here, target);
                }
                if (comparison.isAlreadyMoved(source, here, target, there.get())) {
                    return new MovedEntry(source, here, target, there.get(), false);
                }
                if (comparison.leadsTo(target, there.get(), source)) {
                    renamer.removeLink(target);
                } else if (there.get().isFolder() || !here.isNewerThan(there.get())) {
                    return placeUnderConflictName(source, here, target);
                } else {
                    return placeAndRenameOlder(source, here, target);
                }
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                // Somebody made or took the target meanwhile: looked at again.
            }
        }
        throw new FileSystemException(target.toString(), null, "it keeps changing");
    }

    private MovedEntry placeUnderConflictName(Path source, PosixStat here, Path target) throws IOException {
        Optional<Path> equal = here.isFile() ? renamer.findEqualVersion(source, target) : Optional.empty();
        if (equal.isPresent()) {
            return new MovedEntry(source, here, equal.get(), PosixStat.of(equal.get()), false);
        }
        while (true) {
            Path place = renamer.freeName(target);
            try {
                MovedEntry across = placeFresh(source, here, place);
                moveNotes.addKept(target, place);
                return across;
            } catch (FileAlreadyExistsException e) {
                // The next name, then.
            }
        }
    }

    /** The older one makes room only when all of the newer is there. */
    private MovedEntry placeAndRenameOlder(Path source, PosixStat here, Path target) throws IOException {
        Path partial = MoveTempName.freeNameIn(target.getParent());
        try {
            PosixStat left = linkOrCopy(source, here, partial);
            Path place = renamer.renameAway(target);
            moveNotes.addKept(target, place);
            HardLinkOrCopy.rename(partial, target);
            return new MovedEntry(source, left, target, PosixStat.of(target), false);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private MovedEntry placeFresh(Path source, PosixStat here, Path target) throws IOException {
        return new MovedEntry(source, linkOrCopy(source, here, target), target, PosixStat.of(target), true);
    }

    /** A fifo or socket holds no bytes: where it can't have a second name, it is left out. */
    private MovedEntry placeSpecialFile(Path source, PosixStat here, Path target) throws IOException {
        try {
            return placeFresh(source, here, target);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            moveNotes.leftOut(source);
            return MovedEntry.leftInPlace(source, here);
        }
    }

    private PosixStat linkOrCopy(Path source, PosixStat here, Path target) throws IOException {
        return here.isLink()
                ? HardLinkOrCopy.linkOrRelocate(source, RelocatedLink.relocated(source, root), target)
                : HardLinkOrCopy.linkOrCopy(source, target);
    }

    /** Makes the folder that another's entries go to, or takes the one that is there. */
    Path placeFolder(Path source, Path target) throws IOException {
        Path place = target;
        for (int n = 0; n < MAX_TRIES; n++) {
            Optional<PosixStat> there = PosixStat.ofExisting(place);
            if (there.isEmpty()) {
                Files.copy(source, place, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                return place;
            }
            if (there.get().hasSameInode(PosixStat.of(source))) {
                throw new FileSystemException(
                        source.toString(), null, "it is the same as " + IoErrorText.printablePath(place));
            }
            if (there.get().isFolder()) {
                return place;
            }
            if (comparison.leadsTo(place, there.get(), source)) {
                renamer.removeLink(place);
            } else {
                // A later pass goes on in the same folder.
                place = renamedFolders.containsKey(target) && place.equals(target)
                        ? renamedFolders.get(target)
                        : renamer.freeName(target);
                renamedFolders.put(target, place);
                moveNotes.addKept(target, place);
            }
        }
        throw new FileSystemException(target.toString(), null, "it keeps changing");
    }
}
