package replaystorage.rclone;

/** An rclone whose credentials can be exchanged while a command runs for days. */
public final class CurrentRclone implements Rclone {
    private volatile Rclone current;

    public CurrentRclone(Rclone first) {
        this.current = first;
    }

    /** For all runs that are yet to begin. */
    public void replaceBy(Rclone next) {
        current = next;
    }

    @Override
    public Ended run(Call call) {
        return current.run(call);
    }
}
