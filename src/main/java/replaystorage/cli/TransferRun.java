package replaystorage.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import replaystorage.progress.Display;
import replaystorage.progress.Figures;
import replaystorage.settings.CliException;
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
    private record Part(Prepared prepared, Outcome outcome) {}

    /**
     * What came of all of them.
     *
     * @param text the summary, or null where none is due
     */
    record Result(int status, String text) {}

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
        Instant begun = Instant.now();
        ready();
        Function<String, Part> work = name -> part(name, prepare, dryRun);
        List<Part> parts = alone ? names.stream().map(work).toList() : Meanwhile.forEach(names, work);
        List<Prepared> prepared =
                parts.stream().map(Part::prepared).filter(Objects::nonNull).toList();
        Outcome outcome = parts.stream().map(Part::outcome).reduce(Outcome.NOTHING, Outcome::and);
        if (dryRun) {
            prepared.forEach(dry.get()::print);
            return new Result(outcome.status(), null);
        }
        if (prepared.isEmpty()) {
            return new Result(outcome.status(), "nothing was done");
        }
        boolean nothing = prepared.stream().allMatch(each -> each.nothing() != null);
        if (!nothing) {
            prepared.stream().map(Prepared::nothing).filter(Objects::nonNull).forEach(reporter::note);
        }
        return new Result(
                outcome.status(),
                nothing && outcome.status() == 0
                        ? prepared.stream().map(Prepared::nothing).distinct().collect(Collectors.joining("; "))
                        : summary(outcome, prepared, Duration.between(begun, Instant.now())));
    }

    /** What reads the storage's answer and tells the end is loaded while the answer is waited for. */
    private static void ready() {
        Meanwhile.start(Listing::ready);
        Meanwhile.start(() -> summary(Outcome.NOTHING, List.of(), Duration.ZERO));
    }

    void tell(Result result) {
        if (result.text() != null) {
            display.summary(result.status() == 0, title + ": " + result.text());
        }
    }

    private Part part(String name, Function<String, Prepared> prepare, boolean dryRun) {
        Prepared prepared = null;
        try {
            prepared = prepare.apply(name);
            if (dryRun) {
                return new Part(prepared, Outcome.NOTHING);
            }
            reporter.planned(shown, prepared.plan().files(), prepared.plan().bytes());
            return new Part(prepared, prepared.run());
        } catch (CliException e) {
            return new Part(prepared, failed(name, e));
        }
    }

    private Outcome failed(String name, CliException e) {
        reporter.error(e);
        return new Outcome(0, 0, 0, 0, List.of(), List.of(name), e.status());
    }

    private static String summary(Outcome outcome, List<Prepared> prepared, Duration time) {
        boolean up = prepared.stream().anyMatch(each -> each.plan().route().direction() == Route.Direction.UP);
        StringBuilder text = new StringBuilder(Figures.count(outcome.files(), "file") + ", "
                + Figures.bytes(outcome.bytes()) + (up ? " sent" : " brought") + " in " + Figures.elapsed(time));
        if (outcome.bytes() > 0) {
            text.append(" (")
                    .append(Figures.rate(outcome.bytes() * 1e9 / Math.max(1, time.toNanos())))
                    .append(')');
        }
        text.append(", ").append(Figures.count(outcome.equal())).append(" equal already");
        if (outcome.deleted() > 0) {
            text.append(", ").append(Figures.count(outcome.deleted())).append(" deleted");
        }
        if (!outcome.growing().isEmpty()) {
            text.append(", ").append(Figures.count(outcome.growing().size())).append(" still being written");
        }
        if (!outcome.failed().isEmpty()) {
            text.append(", ").append(Figures.count(outcome.failed().size())).append(" failed");
        }
        return text.toString();
    }
}
