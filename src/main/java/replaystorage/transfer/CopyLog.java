package replaystorage.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import replaystorage.rclone.LogLine;

/** What the log of one or several copying rclones says of each file. Lines may come from any thread. */
final class CopyLog {
    private boolean hopeless;
    private final Set<String> copied = new HashSet<>();
    private final Set<String> adjusted = new HashSet<>();
    private final Map<String, String> errors = new TreeMap<>();
    private final List<LogLine> general = new ArrayList<>();
    private final Consumer<String> listener;

    CopyLog() {
        this(name -> {});
    }

    /** @param listener gets the name of each file when it is copied, in the thread that reads the line */
    CopyLog(Consumer<String> listener) {
        this.listener = listener;
    }

    void add(LogLine line) {
        if (line.stats() == null && take(line)) {
            listener.accept(line.object());
        }
    }

    /** Whether it says that a file is copied. */
    private synchronized boolean take(LogLine line) {
        String text = line.message();
        String object = line.object() == null ? null : line.object().intern();
        switch (line.level()) {
            case INFO -> {
                if (object != null && text.contains("Copied")) {
                    return copied.add(object);
                } else if (object != null && text.startsWith("Updated modification time")) {
                    adjusted.add(object);
                }
            }
            case ERROR, CRITICAL -> {
                general.add(line);
                if (object != null) {
                    errors.put(object, text);
                }
            }
            case NOTICE, PLAIN -> general.add(line);
            case DEBUG -> {}
        }
        return false;
    }

    /** A right is missing: no further try can help. */
    synchronized void giveUp() {
        hopeless = true;
    }

    synchronized boolean isHopeless() {
        return hopeless;
    }

    /** The object is there, as a look at it showed. */
    synchronized void found(String name) {
        copied.add(name);
    }

    /** The object that was copied was removed again. */
    synchronized void removed(String name) {
        copied.remove(name);
        adjusted.remove(name);
    }

    /** Nothing was said of any file: rclone drew its own progress, or never came so far. */
    synchronized boolean isEmpty() {
        return copied.isEmpty() && adjusted.isEmpty() && errors.isEmpty();
    }

    /** Copied, or only its time set since the bytes were the same. */
    synchronized boolean isDone(String name) {
        return copied.contains(name) || adjusted.contains(name);
    }

    /** The bytes were the same, and only the time was set. */
    synchronized boolean isOnlyAdjusted(String name) {
        return adjusted.contains(name) && !copied.contains(name);
    }

    /** The last error about a file, or null. */
    synchronized String error(String name) {
        return errors.get(name);
    }

    /** All errors and notices in order, for {@link Causes}. */
    synchronized List<LogLine> general() {
        return List.copyOf(general);
    }
}
