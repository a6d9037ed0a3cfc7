package replaystorage.rclone;

import java.util.function.BooleanSupplier;

/**
 * Runs rclone with values that rclone.conf does not hold, until the storage has accepted them: then they are written,
 * and rclone reads the file.
 */
public final class SectionTrial implements Rclone {
    private final Rclone lent;
    private final Rclone written;
    private final BooleanSupplier write;
    private volatile boolean asked;
    private volatile boolean accepted;
    private volatile Rclone current;

    /**
     * Asks nothing yet.
     *
     * @param lent has the values in its environment
     * @param written has them from rclone.conf alone
     * @param write writes them; false where they could not be written
     */
    public SectionTrial(Rclone lent, Rclone written, BooleanSupplier write) {
        this.lent = lent;
        this.written = written;
        this.write = write;
        this.current = lent;
    }

    @Override
    public Ended run(Call call) {
        Ended ended = current.run(call);
        asked = true;
        if (ended.ok() && isListing(call)) {
            accept();
        }
        return ended;
    }

    /** A look at single files proves less: to a server that has nothing at all they are just not there. */
    private static boolean isListing(Call call) {
        return call.arguments().contains("lsjson") && !call.arguments().contains("--files-from-raw");
    }

    private synchronized void accept() {
        if (!accepted) {
            accepted = true;
            current = write.getAsBoolean() ? written : lent;
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
