package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import replaystorage.host.PosixStat;

/**
 * An entry that is in its new place too.
 *
 * @param sourceStat the source as it was when its bytes went over
 * @param targetStat the target as it was then
 * @param createdByMove whether we put it there, where nothing was
 */
record MovedEntry(Path source, PosixStat sourceStat, Path target, PosixStat targetStat, boolean createdByMove) {

    /** What holds no bytes and can't be made in its new place. */
    static MovedEntry leftInPlace(Path source, PosixStat left) {
        return new MovedEntry(source, left, source, left, false);
    }

    /** Whether the source can go: what it holds now is in its new place now. */
    boolean canSourceGo() throws IOException {
        Optional<PosixStat> here = PosixStat.ofExisting(source);
        Optional<PosixStat> there = PosixStat.ofExisting(target);
        return here.isPresent()
                && there.isPresent()
                && (here.get().isHardLinkOf(there.get())
                        || (here.get().equals(sourceStat) && there.get().isUnchangedFrom(targetStat)));
    }

    /** Whether the target can go: we put it there, and both still hold the same. */
    boolean canTargetGo() throws IOException {
        return createdByMove
                && PosixStat.ofExisting(source)
                        .filter(sourceStat::isUnchangedFrom)
                        .isPresent()
                && PosixStat.ofExisting(target)
                        .filter(targetStat::isUnchangedFrom)
                        .isPresent();
    }
}
