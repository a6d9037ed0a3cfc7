package replaystorage.console;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import replaystorage.rclone.LogLine;

/** The console of one command: says each message once and without secrets, can be muted, and may write a log of it. */
public final class CommandConsole implements Console {
    private final Console console;
    private final boolean verbose;
    private final Set<String> shownMessages = new HashSet<>();
    private Optional<Consumer<String>> log = Optional.empty();
    private volatile UnaryOperator<String> redaction = UnaryOperator.identity();
    private volatile String lastError;
    private boolean muted;
    private boolean summaryShown;
    private String finalMessage;

    public CommandConsole(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    /** From now on all messages and summaries go into a log, too, and the summary of a failure is shown once. */
    public synchronized void logTo(Consumer<String> messages) {
        log = Optional.of(messages);
    }

    public void setRedaction(UnaryOperator<String> secrets) {
        redaction = secrets;
    }

    public boolean verbose() {
        return verbose;
    }

    /** Shows how far the run came, or the final message, and nothing after it; nothing if the summary was shown. */
    public synchronized void showLastLine() {
        if (!muted && !summaryShown) {
            if (finalMessage == null) {
                console.showStopped();
                log.ifPresent(messages -> messages.accept("stopped"));
            } else {
                showSummary(false, finalMessage);
            }
        }
        muted = true;
    }

    /** What the last line says instead of how far the run came; null for that. */
    public synchronized void setFinalMessage(String text) {
        finalMessage = text;
    }

    /** Does something of which no consequences are shown, until {@link #unmute}. */
    public void muteAndRun(Runnable work) {
        setMuted(true);
        work.run();
    }

    public void unmute() {
        setMuted(false);
    }

    private synchronized void setMuted(boolean on) {
        muted = on;
    }

    private synchronized void unlessMuted(Runnable shows) {
        if (!muted) {
            shows.run();
        }
    }

    /** Whether a message, or the summary of a failure, was not said since the last {@link #resetShownMessages}. */
    private boolean isNew(String level, String text, String remedy) {
        return shownMessages.add(level + remedy + "\n" + text);
    }

    private void say(String level, String text, String remedy, Runnable shows) {
        unlessMuted(() -> {
            if (isNew(level, text, remedy)) {
                shows.run();
                String tried = remedy == null ? "" : " (Try: " + remedy + ")";
                log.ifPresent(messages -> messages.accept(level + text + tried));
            }
        });
    }

    @Override
    public void addPlanned(String title, long files, long bytes) {
        unlessMuted(() -> {
            summaryShown = false;
            console.addPlanned(title, files, bytes);
        });
    }

    /** Progress, and messages by their level. */
    @Override
    public void handleLogLine(int child, LogLine line) {
        unlessMuted(() -> console.handleLogLine(child, line));
        if (line.stats() != null || line.message().isBlank()) {
            return;
        }
        String text = "rclone: " + (line.object() == null ? "" : line.object() + ": ") + line.message();
        switch (line.level()) {
            case PLAIN, DEBUG -> note(text);
            case NOTICE -> {
                if (!line.message().startsWith("Failed to ")) {
                    warn(text);
                }
            }
            // The last error of each failed file is told at the end, since a later attempt may succeed.
            case INFO, ERROR, CRITICAL -> {
                if (verbose) {
                    note(text);
                }
            }
        }
    }

    @Override
    public void note(String text) {
        String shown = redaction.apply(text);
        say("", shown, null, () -> console.note(shown));
    }

    @Override
    public void warn(String text) {
        String shown = redaction.apply(text);
        say("Warning: ", shown, null, () -> console.warn(shown));
    }

    @Override
    public void error(String text, String remedy, int status) {
        String shown = redaction.apply(text);
        String fix = remedy == null ? null : redaction.apply(remedy);
        lastError = shown;
        say("Error: ", shown, fix, () -> console.error(shown, fix, status));
    }

    /** The last error since the last {@link #resetShownMessages}; null if there was none. */
    public String lastError() {
        return lastError;
    }

    /** What was said once may be said once more: what it speaks of was mended meanwhile. */
    public void resetShownMessages() {
        unlessMuted(shownMessages::clear);
        lastError = null;
    }

    @Override
    public void showSummary(boolean good, String text) {
        showSummary(good, text, () -> console.showSummary(good, text));
    }

    /** With a log there are several runs, and the time is that of all. */
    @Override
    public synchronized void showSummary(boolean good, String text, Duration time) {
        if (log.isPresent()) {
            showSummary(good, text);
        } else {
            showSummary(good, text, () -> console.showSummary(good, text, time));
        }
    }

    private void showSummary(boolean good, String text, Runnable shows) {
        unlessMuted(() -> {
            summaryShown = true;
            if (good || log.isEmpty() || isNew("Summary: ", text, null)) {
                shows.run();
                log.ifPresent(messages -> messages.accept(text));
            }
        });
    }

    @Override
    public void showForecast(DryRunForecast forecast) {
        unlessMuted(() -> console.showForecast(forecast));
    }

    @Override
    public void close() {
        unlessMuted(console::close);
    }
}
