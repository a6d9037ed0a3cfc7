package replaystorage.transfer;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import replaystorage.settings.Provider.Job;

/** Tells how each job is done, once. */
public final class Told {
    private final Consumer<String> listener;
    private final Set<Job> jobs = EnumSet.noneOf(Job.class);

    private Told(Consumer<String> listener) {
        this.listener = listener;
    }

    public static Told to(Consumer<String> listener) {
        return new Told(listener);
    }

    /** For who does not want to know. */
    public static Told nobody() {
        return new Told(null);
    }

    void tell(Job job, Supplier<List<String>> lines) {
        boolean isNew;
        synchronized (jobs) {
            isNew = listener != null && jobs.add(job);
        }
        if (isNew) {
            lines.get().forEach(listener);
        }
    }
}
