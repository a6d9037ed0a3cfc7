package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import replaystorage.settings.Reason;

/** Finds each entry of a folder its place in another, beside what is there: nothing is replaced, and of two the newer has the name. */
final class Placement {
    private static final int TRIES = 20;

    private final Path root;
    private final Aside aside;
    private final Sameness sameness;
    private final Remarks remarks = new Remarks();

    /** @param root the folder that is moved as a whole */
    Placement(Path root, Aside aside) {
        this.root = root;
        this.aside = aside;
        this.sameness = new Sameness(root);
    }

    Remarks remarks() {
        return remarks;
    }

    /** Brings a file, link or the like; the source stays. */
    Across entry(Path source, Path target) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Look here = Look.at(source);
            try {
                Optional<Look> there = Look.ifAny(target);
                if (there.isEmpty()) {
                    return here.isFile() || here.isLink()
                            ? carried(source, here, target)
                            : special(source, here, target);
                }
                if (sameness.isAcross(source, here, target, there.get())) {
                    return new Across(source, here, target, there.get(), false);
                }
                if (sameness.leadsTo(target, there.get(), source)) {
                    aside.drop(target);
                } else if (there.get().isFolder() || !here.isNewerThan(there.get())) {
                    return beside(source, here, target);
                } else {
                    return instead(source, here, target);
                }
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                // Somebody made or took the target meanwhile: looked at again.
            }
        }
        throw new FileSystemException(target.toString(), null, "it changes all the time");
    }

    private Across beside(Path source, Look here, Path target) throws IOException {
        Optional<Path> equal = here.isFile() ? aside.equal(source, target) : Optional.empty();
        if (equal.isPresent()) {
            return new Across(source, here, equal.get(), Look.at(equal.get()), false);
        }
        for (int n = 0; ; n++) {
            Path place = aside.name(target, n);
            try {
                Across across = carried(source, here, place);
                remarks.keptBeside(target, place);
                return across;
            } catch (FileAlreadyExistsException e) {
                // The next name, then.
            }
        }
    }

    /** The older one makes room only when all of the newer is there. */
    private Across instead(Path source, Look here, Path target) throws IOException {
        Path partial = PartialName.in(target.getParent());
        try {
            Look left = carry(source, here, partial);
            Path place = aside.take(target);
            remarks.keptBeside(target, place);
            Carriage.name(partial, target);
            return new Across(source, left, target, Look.at(target), false);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Across carried(Path source, Look here, Path target) throws IOException {
        return new Across(source, carry(source, here, target), target, Look.at(target), true);
    }

    /** A fifo or socket holds no bytes: where it can't have a second name, it is left out. */
    private Across special(Path source, Look here, Path target) throws IOException {
        try {
            return carried(source, here, target);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            remarks.leftOut(source);
            return Across.without(source, here);
        }
    }

    private Look carry(Path source, Look here, Path target) throws IOException {
        return here.isLink()
                ? Carriage.putLink(source, LinkText.moved(source, root), target)
                : Carriage.put(source, target);
    }

    /** Makes the folder that another's entries go to, or takes the one that is there. */
    Path folder(Path source, Path target) throws IOException {
        Path place = target;
        for (int n = 0; n < TRIES; n++) {
            Optional<Look> there = Look.ifAny(place);
            if (there.isEmpty()) {
                Files.copy(source, place, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                return place;
            }
            if (there.get().isSameInode(Look.at(source))) {
                throw new FileSystemException(source.toString(), null, "it is the same as " + Reason.shown(place));
            }
            if (there.get().isFolder()) {
                return place;
            }
            if (sameness.leadsTo(place, there.get(), source)) {
                aside.drop(place);
            } else {
                place = aside.name(target, n);
                remarks.keptBeside(target, place);
            }
        }
        throw new FileSystemException(target.toString(), null, "it changes all the time");
    }
}
