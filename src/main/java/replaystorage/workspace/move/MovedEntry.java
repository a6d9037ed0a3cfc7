package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import replaystorage.host.PosixStat;

/**
 * A file, link or the like that is in its new place and still in its old one.
 *
 * @param sourceStat the source as it was when its bytes went over
 * @param targetStat the target as it was then
 * @param createdByMove false if the target was there before
 */
record MovedEntry(Path source, PosixStat sourceStat, Path target, PosixStat targetStat, boolean createdByMove) {

    /** Whether the target still has all that the source holds now. */
    boolean canSourceGo() throws IOException {
        Optional<PosixStat> here = PosixStat.ofExisting(source);
        Optional<PosixStat> there = PosixStat.ofExisting(target);
        return here.isPresent()
                && there.isPresent()
                && (here.get().isHardLinkOf(there.get())
                        || (here.get().equals(sourceStat) && there.get().isUnchangedFrom(targetStat)));
    }

    /** Whether the move created the target, and nobody has changed either since. */
    boolean canTargetGo() throws IOException {
        return createdByMove && isUnchanged(source, sourceStat) && isUnchanged(target, targetStat);
    }

    private static boolean isUnchanged(Path entry, PosixStat before) throws IOException {
        return PosixStat.ofExisting(entry).filter(before::isUnchangedFrom).isPresent();
    }
}
