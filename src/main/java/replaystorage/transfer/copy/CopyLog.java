package replaystorage.transfer.copy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import replaystorage.rclone.LogLine;
import replaystorage.transfer.list.RcloneFailureDiagnosis;

/** What the log of one or several copying rclones says of each file. Lines may come from any thread. */
public final class CopyLog {
    private boolean hopeless;
    private final Set<String> copied = new HashSet<>();
    private final Set<String> timeSet = new HashSet<>();
    private final Map<String, String> errors = new TreeMap<>();
    private final List<LogLine> generalMessages = new ArrayList<>();
    private final Consumer<String> listener;

    public CopyLog() {
        this(name -> {});
    }

    /** @param listener gets the name of each file when it is copied, in the thread that reads the line */
    public CopyLog(Consumer<String> listener) {
        this.listener = listener;
    }

    public void add(LogLine line) {
        if (line.stats() == null && handleCopied(line)) {
            listener.accept(line.object());
        }
    }

    /** Whether it says that a file is copied. */
    private synchronized boolean handleCopied(LogLine line) {
        String text = line.message();
        String object = line.object() == null ? null : line.object().intern();
        switch (line.level()) {
            case INFO -> {
                if (object != null && text.contains("Copied")) {
                    return copied.add(object);
                } else if (object != null && text.startsWith("Updated modification time")) {
                    timeSet.add(object);
                }
            }
            case ERROR, CRITICAL -> {
                generalMessages.add(line);
                if (object != null) {
                    errors.put(object, text);
                }
            }
            case NOTICE, PLAIN -> generalMessages.add(line);
            case DEBUG -> {}
        }
        return false;
    }

    /** A right is missing: no further try can help. */
    synchronized void setHopeless() {
        hopeless = true;
    }

    synchronized boolean isHopeless() {
        return hopeless;
    }

    /** The object is there, as a look at it showed. */
    public synchronized void markCopied(String name) {
        copied.add(name);
    }

    /** The object that was copied was removed again. */
    public synchronized void markRemoved(String name) {
        copied.remove(name);
        timeSet.remove(name);
    }

    /** Nothing was said of any file: rclone drew its own progress, or never came so far. */
    synchronized boolean isEmpty() {
        return copied.isEmpty() && timeSet.isEmpty() && errors.isEmpty();
    }

    /** Copied, or only its time set since the bytes were the same. */
    public synchronized boolean isTransferred(String name) {
        return copied.contains(name) || timeSet.contains(name);
    }

    /** The bytes were the same, and only the time was set. */
    synchronized boolean isOnlyTimeSet(String name) {
        return timeSet.contains(name) && !copied.contains(name);
    }

    /** The last error about a file, or null. */
    public synchronized String lastError(String name) {
        return errors.get(name);
    }

    /** All errors and notices in order, for {@link RcloneFailureDiagnosis}. */
    public synchronized List<LogLine> generalMessages() {
        return List.copyOf(generalMessages);
    }
}
