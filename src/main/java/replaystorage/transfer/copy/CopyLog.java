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

/** What the logs of copying rclones say about each file. Thread-safe. */
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

    /** @param listener gets the name of each copied file, in the thread that reads the line */
    public CopyLog(Consumer<String> listener) {
        this.listener = listener;
    }

    public void add(LogLine line) {
        if (line.stats() == null && handleCopied(line)) {
            listener.accept(line.object());
        }
    }

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

    /** A permission is missing: retries can't help. */
    synchronized void setHopeless() {
        hopeless = true;
    }

    synchronized boolean isHopeless() {
        return hopeless;
    }

    /** A look at the storage found the object. */
    public synchronized void markCopied(String name) {
        copied.add(name);
    }

    /** The copied object was removed again. */
    public synchronized void markRemoved(String name) {
        copied.remove(name);
        timeSet.remove(name);
    }

    /** True if no line was about a file: rclone drew its own progress, or failed early. */
    synchronized boolean isEmpty() {
        return copied.isEmpty() && timeSet.isEmpty() && errors.isEmpty();
    }

    /** True if the file was copied, or only its time was set because the bytes were equal. */
    public synchronized boolean isTransferred(String name) {
        return copied.contains(name) || timeSet.contains(name);
    }

    synchronized boolean isOnlyTimeSet(String name) {
        return timeSet.contains(name) && !copied.contains(name);
    }

    public synchronized String lastError(String name) {
        return errors.get(name);
    }

    /** All errors and notices in order, for {@link RcloneFailureDiagnosis}. */
    public synchronized List<LogLine> generalMessages() {
        return List.copyOf(generalMessages);
    }
}
