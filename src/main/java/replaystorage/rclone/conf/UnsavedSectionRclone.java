package replaystorage.rclone.conf;

import java.util.function.BooleanSupplier;
import replaystorage.rclone.Rclone;

/**
 * Runs rclone with values that rclone.conf does not hold, until the storage has accepted them: then they are written,
 * and rclone reads the file.
 */
public final class UnsavedSectionRclone implements Rclone {
    private final Rclone savedRclone;
    private final BooleanSupplier saveSection;
    private volatile boolean asked;
    private volatile boolean accepted;
    private volatile Rclone current;

    /**
     * Asks nothing yet.
     *
     * @param unsavedRclone has the values in its environment
     * @param savedRclone has them from rclone.conf alone
     * @param saveSection writes them; false if they could not be written
     */
    public UnsavedSectionRclone(Rclone unsavedRclone, Rclone savedRclone, BooleanSupplier saveSection) {
        this.savedRclone = savedRclone;
        this.saveSection = saveSection;
        this.current = unsavedRclone;
    }

    @Override
    public Exit run(RcloneCall call) {
        Exit ended = current.run(call);
        asked = true;
        // A look at single files proves less: to a server that has nothing at all they are just not there.
        if (ended.isSuccess() && call.isListing()) {
            onAccepted();
        }
        return ended;
    }

    private synchronized void onAccepted() {
        if (!accepted) {
            accepted = true;
            current = saveSection.getAsBoolean() ? savedRclone : current;
        }
    }

    /** Whether the storage was asked at all. */
    public boolean isAsked() {
        return asked;
    }

    /** Whether the storage has listed something for these values. */
    public boolean isAccepted() {
        return accepted;
    }
}
