package replaystorage.transfer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells how each job of each transfer is done, once. */
public final class Told {
    private final Consumer<String> listener;
    private final Set<String> told = new HashSet<>();

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

    void tell(String what, Supplier<List<String>> lines) {
        boolean isNew;
        synchronized (told) {
            isNew = listener != null && told.add(what);
        }
        if (isNew) {
            lines.get().forEach(listener);
        }
    }
}
