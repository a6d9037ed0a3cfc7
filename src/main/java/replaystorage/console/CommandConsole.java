package replaystorage.console;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import replaystorage.rclone.LogLine;

/** Console of one command: shows each message once and without secrets, can be muted, and can also write a log. */
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

    /** Also writes messages and summaries to a log, and shows a repeated failure only once. */
    public synchronized void logTo(Consumer<String> messages) {
        log = Optional.of(messages);
    }

    public void setRedaction(UnaryOperator<String> secrets) {
        redaction = secrets;
    }

    public boolean verbose() {
        return verbose;
    }

    /** Shows the final message or the progress as the last line; nothing after a summary. */
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

    /** Replaces the progress in the last line; null: the progress. */
    public synchronized void setFinalMessage(String text) {
        finalMessage = text;
    }

    /** Shows nothing about the work's consequences until {@link #unmute}. */
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

    /** True if the message or failed summary was not shown since the last {@link #resetShownMessages}. */
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
            // A later attempt may succeed, so the last error of each failed file is shown at the end.
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

    /** Since the last {@link #resetShownMessages}; null if there was none. */
    public String lastError() {
        return lastError;
    }

    /** Allows shown messages again, because their cause was fixed meanwhile. */
    public void resetShownMessages() {
        unlessMuted(shownMessages::clear);
        lastError = null;
    }

    @Override
    public void showSummary(boolean good, String text) {
        showSummary(good, text, () -> console.showSummary(good, text));
    }

    /** A log covers several runs; the time is their total. */
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
