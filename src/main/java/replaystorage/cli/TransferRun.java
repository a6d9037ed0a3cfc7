package replaystorage.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import replaystorage.progress.Display;
import replaystorage.progress.Figures;
import replaystorage.settings.CliException;
import replaystorage.transfer.Outcome;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.Route;

/** The transfers of one command: each planned right before it is carried out, so that no plan is old, under one display, with one summary. */
final class TransferRun {
    private final String title;
    private final Display display;
    private final DisplayReporter reporter;
    private final Supplier<DryRun> dry;

    /** @param dry prints the plans that are not to be carried out */
    TransferRun(String title, Display display, DisplayReporter reporter, Supplier<DryRun> dry) {
        this.title = title;
        this.display = display;
        this.reporter = reporter;
        this.dry = dry;
    }

    /**
     * Plans and carries out the transfers of a command, one by one; one that fails does not stop the others.
     *
     * @return the first status that is not 0
     */
    int run(List<String> names, Function<String, Prepared> prepare, boolean dryRun) {
        Instant begun = Instant.now();
        Outcome outcome = Outcome.NOTHING;
        List<Prepared> prepared = new ArrayList<>();
        for (String name : names) {
            try {
                Prepared each = prepare.apply(name);
                prepared.add(each);
                if (dryRun) {
                    dry.get().print(each);
                } else {
                    reporter.planned(title, each.plan().files(), each.plan().bytes());
                    outcome = outcome.and(each.run());
                }
            } catch (CliException e) {
                outcome = outcome.and(failed(name, e));
            }
        }
        if (dryRun) {
            return outcome.status();
        }
        if (prepared.isEmpty()) {
            display.summary(false, title + ": nothing was done");
            return outcome.status();
        }
        boolean nothing = prepared.stream().allMatch(each -> each.nothing() != null);
        String text = nothing && outcome.status() == 0
                ? prepared.stream().map(Prepared::nothing).distinct().collect(Collectors.joining("; "))
                : summary(outcome, prepared, Duration.between(begun, Instant.now()));
        if (!nothing) {
            prepared.stream().map(Prepared::nothing).filter(Objects::nonNull).forEach(reporter::note);
        }
        display.summary(outcome.status() == 0, title + ": " + text);
        return outcome.status();
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
