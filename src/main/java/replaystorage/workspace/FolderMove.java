package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Path;
import replaystorage.settings.Reason;

/** Moves all that a folder holds into another and takes it away; what can't be moved as a whole stays as it was. */
final class FolderMove {
    /** What is written meanwhile is moved in the next one. */
    private static final int PASSES = 3;

    private final Path from;
    private final Path to;
    private final Placement placement;
    private final boolean isAlone;
    private int count;

    /**
     * @param from its real path
     * @param isAlone whether no other start can be at work in these folders
     */
    FolderMove(Path from, Path to, Aside aside, boolean isAlone) {
        this.from = from;
        this.to = to;
        this.placement = new Placement(from, aside);
        this.isAlone = isAlone;
    }

    /** What went over; the source is gone where this has no errors. */
    Report run() {
        return outcome().and(placement.remarks().report());
    }

    private Report outcome() {
        for (int i = 0; i < PASSES; i++) {
            Pass pass = new Pass(placement, isAlone);
            try {
                Survey.of(from, to);
                pass.bring(from, to);
            } catch (IOException e) {
                return Report.error(left(e)).and(undone(pass));
            }
            try {
                boolean isGone = pass.clear();
                count += pass.count();
                if (isGone) {
                    return Report.note(
                            "moved " + count + (count == 1 ? " file" : " files") + " from " + from + " to " + to);
                }
            } catch (IOException e) {
                return Report.error(from + " is used as it is: what it holds is in " + to
                        + " too, but can't be taken away: " + Reason.named(e));
            }
        }
        return Report.error(from + " is used as it is: it is being written to. Start again when nothing writes there");
    }

    private String left(IOException e) {
        return from + (count == 0 ? " is left as it was" : " is used as it is")
                + ", since not all of it can be moved to " + to + ": " + Reason.named(e);
    }

    private static Report undone(Pass pass) {
        try {
            pass.undo();
            return Report.NONE;
        } catch (IOException e) {
            return Report.warning("a copy is left: " + Reason.named(e));
        }
    }
}
