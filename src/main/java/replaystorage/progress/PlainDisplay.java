package replaystorage.progress;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import replaystorage.rclone.LogLine;

/** What is planned, and a line every ten seconds, for logs and pipes. */
final class PlainDisplay implements Display {
    private static final long EVERY_NANOS = 10_000_000_000L;
    /** What is over by then needs no line but the last. */
    private static final long SOON_NANOS = 1_000_000_000L;

    private final PrintStream err;
    private final LongSupplier nanos;
    private Tally tally;
    private final Display messages;
    private long shownAt;
    private boolean announced;
    private boolean ended = true;

    PlainDisplay(PrintStream err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
        this.messages = new MessageDisplay(err, false);
        this.shownAt = nanos.getAsLong();
        this.tally = new Tally(shownAt);
    }

    @Override
    public synchronized void planned(String title, long files, long bytes) {
        if (ended) {
            // The first, or the next, of several rounds.
            ended = false;
            announced = false;
            shownAt = nanos.getAsLong();
            tally = new Tally(shownAt);
        }
        tally.plan(title, files, bytes);
    }

    @Override
    public synchronized void log(int child, LogLine line) {
        long now = nanos.getAsLong();
        tally.log(child, line, now);
        if (!ended && !announced && line.stats() != null && now - shownAt >= SOON_NANOS) {
            announced = true;
            err.print(planned(tally.progress(now)) + "\n");
            err.flush();
        }
        if (!ended && line.stats() != null && now - shownAt >= EVERY_NANOS) {
            shownAt = now;
            err.print(line(tally.progress(now)) + "\n");
            err.flush();
        }
    }

    private static String planned(Progress progress) {
        String bytes = progress.allBytes() < 0 ? "" : ", " + Figures.bytes(progress.allBytes());
        String files = progress.allFiles() < 0 ? "files" : Figures.count(progress.allFiles(), "file");
        return Printable.of(progress.title()) + ": planned: " + files + bytes;
    }

    /** Such as `fetch: 45%, 135.0 of 300.2 MB, 450 of 1,000 files, 25.0 MB/s, 6s left`. */
    static String line(Progress progress) {
        List<String> parts = new ArrayList<>();
        parts.add(progress.percent() + "%");
        parts.add(Figures.share(progress.bytes(), progress.allBytes(), " of "));
        parts.add(Figures.share(progress.files(), progress.allFiles(), " of ", "files"));
        if (progress.checks() > 0) {
            parts.add(Figures.count(progress.checks()) + " checked");
        }
        parts.add(Figures.rate(progress.speed()));
        progress.left().ifPresent(left -> parts.add(Figures.duration(left) + " left"));
        if (progress.errors() > 0) {
            parts.add(Figures.count(progress.errors(), "error"));
        }
        return Printable.of(progress.title()) + ": " + String.join(", ", parts);
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
    public synchronized void summary(boolean good, String text) {
        ended = true;
        messages.summary(good, text);
    }

    @Override
    public synchronized void stopped() {
        summary(false, Progress.stopped(ended ? null : tally.progress(nanos.getAsLong())));
    }

    @Override
    public synchronized void forget() {
        messages.forget();
    }

    @Override
    public synchronized void close() {
        ended = true;
        messages.close();
    }
}
