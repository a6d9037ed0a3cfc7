package replaystorage.rclone;

/** Delegates to an rclone that can be swapped when the credentials change while a command runs. */
public final class ReplaceableRclone implements Rclone {
    private volatile Rclone current;

    public ReplaceableRclone(Rclone first) {
        this.current = first;
    }

    /** Affects later runs only. */
    public void replaceWith(Rclone next) {
        current = next;
    }

    @Override
    public Exit run(RcloneCall call) {
        return current.run(call);
    }
}
