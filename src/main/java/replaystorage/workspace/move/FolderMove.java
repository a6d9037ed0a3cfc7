package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.Path;
import replaystorage.host.IoErrorText;

/** Moves all that a folder holds into another and takes it away; what can't be moved as a whole stays as it was. */
public final class FolderMove {
    /** What is written meanwhile is moved in the next one. */
    private static final int MAX_PASSES = 3;

    private final Path from;
    private final Path to;
    private final MovedEntryPlacement placement;
    private final boolean hasLock;
    private int count;

    /**
     * @param from its real path
     * @param isAlone whether no other start can be at work in these folders
     */
    public FolderMove(Path from, Path to, ConflictRenamer renamer, boolean isAlone) {
        this.from = from;
        this.to = to;
        this.placement = new MovedEntryPlacement(from, renamer);
        this.hasLock = isAlone;
    }

    /** What went over; the source is gone where this has no errors. */
    public SetupReport run() {
        return runPasses().plus(placement.moveNotes().toReport());
    }

    private SetupReport runPasses() {
        for (int i = 0; i < MAX_PASSES; i++) {
            MovePass pass = new MovePass(placement, hasLock);
            try {
                MovePreflight.requireMovable(from, to);
                pass.transferFolder(from, to);
            } catch (IOException e) {
                return SetupReport.error(leftReason(e)).plus(undo(pass));
            }
            try {
                boolean isGone = pass.deleteSources();
                count += pass.count();
                if (isGone) {
                    return SetupReport.note(
                            "moved " + count + (count == 1 ? " file" : " files") + " from " + from + " to " + to);
                }
            } catch (IOException e) {
                return SetupReport.error(from + " is used as it is: what it holds is in " + to
                        + " too, but can't be deleted: " + IoErrorText.withFileName(e));
            }
        }
        return SetupReport.error(
                from + " is used as it is: a program is writing to it; start again when nothing writes there");
    }

    private String leftReason(IOException e) {
        return from + (count == 0 ? " was not changed" : " is used as it is") + ", since not all of it can be moved to "
                + to + ": " + IoErrorText.withFileName(e);
    }

    private static SetupReport undo(MovePass pass) {
        try {
            pass.undo();
            return SetupReport.NONE;
        } catch (IOException e) {
            return SetupReport.warning("a copy is left: " + IoErrorText.withFileName(e));
        }
    }
}
