package replaystorage.transfer.copy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reports once how each job is tuned. */
public final class TuningNotice {
    private final Consumer<String> listener;
    private final Set<String> shownTitles = new HashSet<>();

    private TuningNotice(Consumer<String> listener) {
        this.listener = listener;
    }

    public static TuningNotice forListener(Consumer<String> listener) {
        return new TuningNotice(listener);
    }

    public static TuningNotice silent() {
        return new TuningNotice(null);
    }

    void notifyOnce(String what, Supplier<List<String>> lines) {
        boolean isNew;
        synchronized (shownTitles) {
            isNew = listener != null && shownTitles.add(what);
        }
        if (isNew) {
            lines.get().forEach(listener);
        }
    }
}
