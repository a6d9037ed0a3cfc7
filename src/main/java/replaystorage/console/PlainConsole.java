package replaystorage.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import replaystorage.host.HumanNumbers;
import replaystorage.rclone.LogLine;

/** Shows the plan and a line every ten seconds, for logs and pipes. */
final class PlainConsole implements Console {
    private static final long INTERVAL_NANOS = 10_000_000_000L;
    /** A shorter run shows only the summary. */
    private static final long FIRST_INTERVAL_NANOS = 1_000_000_000L;

    private final PrintStream err;
    private final LongSupplier nanos;
    private ProgressAggregator aggregator;
    private final Console messages;
    private long shownAt;
    private boolean announced;
    private boolean ended = true;

    PlainConsole(PrintStream err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
        this.messages = new MessagesOnlyConsole(err, false);
        this.shownAt = nanos.getAsLong();
        this.aggregator = new ProgressAggregator(shownAt);
    }

    @Override
    public synchronized void addPlanned(String title, long files, long bytes) {
        if (ended) {
            // The first or next of several rounds begins.
            ended = false;
            announced = false;
            shownAt = nanos.getAsLong();
            aggregator = new ProgressAggregator(shownAt);
        }
        aggregator.addPlanned(title, files, bytes);
    }

    @Override
    public synchronized void handleLogLine(int child, LogLine line) {
        long now = nanos.getAsLong();
        aggregator.handleLogLine(child, line, now);
        if (!ended && !announced && line.stats() != null && now - shownAt >= FIRST_INTERVAL_NANOS) {
            announced = true;
            err.print(planned(aggregator.progress(now)) + "\n");
            err.flush();
        }
        if (!ended && line.stats() != null && now - shownAt >= INTERVAL_NANOS) {
            shownAt = now;
            err.print(progressLine(aggregator.progress(now)) + "\n");
            err.flush();
        }
    }

    private static String planned(ProgressSnapshot progress) {
        String bytes = progress.totalBytes() < 0 ? "" : ", " + HumanNumbers.bytes(progress.totalBytes());
        String files = progress.totalFiles() < 0 ? "files" : HumanNumbers.files(progress.totalFiles());
        return PrintableText.escape(progress.title()) + ": planned: " + files + bytes;
    }

    /** Such as `fetch: 45%, 135.0 of 300.2 MB, 450 of 1,000 files, 25.0 MB/s, 6s left`. */
    static String progressLine(ProgressSnapshot progress) {
        List<String> parts = new ArrayList<>();
        parts.add(progress.percent() + "%");
        parts.add(HumanNumbers.progressText(progress.bytes(), progress.totalBytes(), " of "));
        parts.add(HumanNumbers.progressText(progress.files(), progress.totalFiles(), " of ", "files"));
        if (progress.checks() > 0) {
            parts.add(HumanNumbers.count(progress.checks()) + " checked");
        }
        parts.add(HumanNumbers.rate(progress.speed()));
        progress.remainingTime().ifPresent(left -> parts.add(HumanNumbers.duration(left) + " left"));
        if (progress.errors() > 0) {
            parts.add(HumanNumbers.count(progress.errors(), "error"));
        }
        return PrintableText.escape(progress.title()) + ": " + String.join(", ", parts);
    }

    @Override
    public synchronized void note(String text) {
        messages.note(text);
    }

    @Override
    public synchronized void warn(String text) {
        messages.warn(text);
    }

    @Override
    public synchronized void error(String text, String remedy, int status) {
        messages.error(text, remedy, status);
    }

    @Override
    public synchronized void showSummary(boolean good, String text) {
        ended = true;
        messages.showSummary(good, text);
    }

    @Override
    public synchronized void showStopped() {
        showSummary(false, ProgressSnapshot.stoppedText(ended ? null : aggregator.progress(nanos.getAsLong())));
    }

    @Override
    public synchronized void close() {
        ended = true;
        messages.close();
    }
}
