package replaystorage.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import replaystorage.progress.Display;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.Listing;
import replaystorage.transfer.Meanwhile;
import replaystorage.transfer.Outcome;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.Route;

/** The transfers of one command: each planned right before it is carried out, so that no plan is old, all side by side under one display, with one summary. */
final class TransferRun {
    private final String title;
    private final String shown;
    private final boolean alone;
    private final Display display;
    private final DisplayReporter reporter;
    private final Supplier<DryRun> dry;

    /**
     * Transfers that begin with {@link #run} or {@link #carry}.
     *
     * @param title of the summary
     * @param shown what the display calls them while they go on, together with others perhaps
     * @param alone one after the other, not side by side
     * @param dry prints the plans that are not to be carried out
     */
    TransferRun(
            String title,
            String shown,
            boolean alone,
            Display display,
            DisplayReporter reporter,
            Supplier<DryRun> dry) {
        this.title = title;
        this.shown = shown;
        this.alone = alone;
        this.display = display;
        this.reporter = reporter;
        this.dry = dry;
    }

    /** What came of one transfer; prepared is null where it could not even be planned. */
    private record Part(Prepared prepared, Outcome outcome, Duration begun, Duration ended) {}

    /**
     * What came of all of them.
     *
     * @param text the summary, or null where none is due
     */
    record Result(int status, String text, Duration time) {
        /** The same with a word before it. */
        Result beginning(String word) {
            return new Result(status, text == null ? null : word + text, time);
        }
    }

    /**
     * Plans and carries out the transfers of a command, side by side; one that fails does not stop the others.
     *
     * @return the first status that is not 0
     */
    int run(List<String> names, Function<String, Prepared> prepare, boolean dryRun) {
        Result result = carry(names, prepare, dryRun);
        tell(result);
        return result.status();
    }

    /** The same, with its summary yet to be told. */
    Result carry(List<String> names, Function<String, Prepared> prepare, boolean dryRun) {
        ready();
        Instant start = Instant.now();
        Function<String, Part> work = name -> part(name, prepare, dryRun, start);
        List<Part> parts = alone ? names.stream().map(work).toList() : Meanwhile.forEach(names, work);
        List<Prepared> prepared =
                parts.stream().map(Part::prepared).filter(Objects::nonNull).toList();
        Outcome outcome = parts.stream().map(Part::outcome).reduce(Outcome.NOTHING, Outcome::and);
        Duration time = time(parts);
        if (dryRun) {
            dry.get().print(prepared);
            return new Result(outcome.status(), null, time);
        }
        List<Prepared> empty =
                prepared.stream().filter(each -> each.nothing() != null).toList();
        if (!empty.isEmpty() && (empty.size() < prepared.size() || outcome.status() != 0)) {
            reporter.note(TransferSummary.nothing(empty));
        }
        if (isNothingToSend(prepared, empty, outcome)) {
            // It may be the last command before the pod is deleted.
            reporter.warn(TransferSummary.nothing(empty));
            return new Result(outcome.status(), "nothing sent", time);
        }
        int unplanned = parts.size() - prepared.size();
        return new Result(outcome.status(), new TransferSummary(outcome, prepared, unplanned, time).text(), time);
    }

    private static boolean isNothingToSend(List<Prepared> prepared, List<Prepared> empty, Outcome outcome) {
        return !empty.isEmpty()
                && empty.size() == prepared.size()
                && outcome.status() == ExitStatus.OK
                && empty.stream().allMatch(each -> each.plan().route().direction() == Route.Direction.UP);
    }

    /** From the first byte to the last: what was waited for before is no part of the rate. */
    private static Duration time(List<Part> parts) {
        List<Part> copied = parts.stream()
                .filter(part ->
                        part.prepared() != null && part.prepared().plan().files() > 0)
                .toList();
        Duration begun =
                copied.stream().map(Part::begun).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
        Duration ended =
                copied.stream().map(Part::ended).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        return ended.minus(begun);
    }

    /** What reads the storage's answer and tells the end is loaded while the answer is waited for. */
    private static void ready() {
        Meanwhile.start(Listing::ready);
        Meanwhile.start(() -> new TransferSummary(Outcome.NOTHING, List.of(), 0, Duration.ZERO).text());
    }

    void tell(Result result) {
        if (result.text() != null) {
            display.summary(result.status() == 0, title + ": " + result.text(), result.time());
        }
    }

    private Part part(String name, Function<String, Prepared> prepare, boolean dryRun, Instant start) {
        Prepared prepared = null;
        Duration begun = Duration.ZERO;
        Outcome outcome = Outcome.NOTHING;
        try {
            prepared = prepare.apply(name);
            begun = Duration.between(start, Instant.now());
            if (!dryRun) {
                reporter.planned(shown, prepared.plan().files(), prepared.plan().bytes());
                outcome = prepared.run();
            }
        } catch (CliException e) {
            outcome = failed(name, e);
        }
        return new Part(prepared, outcome, begun, Duration.between(start, Instant.now()));
    }

    private Outcome failed(String name, CliException e) {
        reporter.error(e);
        return new Outcome(0, 0, 0, 0, List.of(), List.of(name), e.status());
    }
}
