package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry that is in its new place too.
 *
 * @param left the source as it was when its bytes went over
 * @param arrived the target as it was then
 * @param isNew whether we put it there, where nothing was
 */
record Across(Path source, Look left, Path target, Look arrived, boolean isNew) {

    /** What holds no bytes and can't be made in its new place. */
    static Across without(Path source, Look left) {
        return new Across(source, left, source, left, false);
    }

    /** Whether the source can go: what it holds now is in its new place now. */
    boolean isSafe() throws IOException {
        Optional<Look> here = Look.ifAny(source);
        Optional<Look> there = Look.ifAny(target);
        return here.isPresent()
                && there.isPresent()
                && (here.get().isSecondNameOf(there.get())
                        || (here.get().equals(left) && there.get().holdsSameAs(arrived)));
    }

    /** Whether the target can go: we put it there, and both still hold the same. */
    boolean canBeUndone() throws IOException {
        return isNew
                && Look.ifAny(source).filter(left::holdsSameAs).isPresent()
                && Look.ifAny(target).filter(arrived::holdsSameAs).isPresent();
    }
}
