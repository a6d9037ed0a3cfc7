package replaystorage.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import replaystorage.console.Console;
import replaystorage.host.BackgroundTasks;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.jobs.DryRun;
import replaystorage.jobs.TransferSummary;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.Route;

/** Runs the transfers of a command in parallel, with one display and one summary. Plans each right before it runs, so that no plan is outdated. */
public final class TransferRunner {
    private final String title;
    private final String displayTitle;
    private final boolean sequential;
    private final Console console;
    private final Supplier<DryRun> dryRunPrinter;

    /**
     * @param shown title in the display, which may show other transfers too
     * @param alone true to run one transfer after another
     * @param dry prints the plans of a dry run
     */
    TransferRunner(String title, String shown, boolean alone, Console console, Supplier<DryRun> dry) {
        this.title = title;
        this.displayTitle = shown;
        this.sequential = alone;
        this.console = console;
        this.dryRunPrinter = dry;
    }

    /** @param prepared null if the planning failed */
    private record FinishedTransfer(
            PreparedTransfer prepared, TransferOutcome outcome, Duration startedAfter, Duration endedAfter) {}

    /** @param summary null if there is none */
    public record RunResult(int status, String summary, Duration time) {
        public RunResult withPrefix(String word) {
            return new RunResult(status, summary == null ? null : word + summary, time);
        }
    }

    /**
     * Plans and runs the transfers of a command in parallel; a failed one does not stop the others.
     *
     * @return the first status that is not 0
     */
    int run(List<String> names, Function<String, PreparedTransfer> prepare, boolean dryRun) {
        RunResult result = runAll(names, prepare, dryRun);
        showSummary(result);
        return result.status();
    }

    /** Like run, but does not show the summary. */
    public RunResult runAll(List<String> names, Function<String, PreparedTransfer> prepare, boolean dryRun) {
        preloadClasses();
        Instant start = Instant.now();
        Function<String, FinishedTransfer> work = name -> runOne(name, prepare, dryRun, start);
        List<FinishedTransfer> parts =
                sequential ? names.stream().map(work).toList() : BackgroundTasks.forEach(names, work);
        List<PreparedTransfer> prepared = parts.stream()
                .map(FinishedTransfer::prepared)
                .filter(Objects::nonNull)
                .toList();
        TransferOutcome outcome =
                parts.stream().map(FinishedTransfer::outcome).reduce(TransferOutcome.NOTHING, TransferOutcome::plus);
        Duration time = transferTime(parts);
        if (dryRun) {
            dryRunPrinter.get().print(prepared);
            return new RunResult(outcome.status(), null, time);
        }
        List<PreparedTransfer> empty =
                prepared.stream().filter(each -> each.nothingToDo() != null).toList();
        if (!empty.isEmpty() && (empty.size() < prepared.size() || outcome.status() != 0)) {
            console.note(TransferSummary.nothingToDoText(empty));
        }
        if (isNothingToSend(prepared, empty, outcome)) {
            // This may be the last command before the pod is deleted.
            console.warn(TransferSummary.nothingToDoText(empty));
            return new RunResult(outcome.status(), "nothing uploaded", time);
        }
        int unplanned = parts.size() - prepared.size();
        return new RunResult(
                outcome.status(), new TransferSummary(outcome, prepared, unplanned, time).summaryLine(), time);
    }

    private static boolean isNothingToSend(
            List<PreparedTransfer> prepared, List<PreparedTransfer> empty, TransferOutcome outcome) {
        return !empty.isEmpty()
                && empty.size() == prepared.size()
                && outcome.status() == ExitStatus.OK
                && empty.stream().allMatch(each -> each.plan().route().direction() == Route.Direction.UP);
    }

    /** From the first byte to the last; earlier waiting would distort the rate. */
    private static Duration transferTime(List<FinishedTransfer> parts) {
        List<FinishedTransfer> copied = parts.stream()
                .filter(part ->
                        part.prepared() != null && part.prepared().plan().transferredFiles() > 0)
                .toList();
        Duration begun = copied.stream()
                .map(FinishedTransfer::startedAfter)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration ended = copied.stream()
                .map(FinishedTransfer::endedAfter)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return ended.minus(begun);
    }

    /** Loads the classes that read the answer and format the summary while it waits for the answer. */
    private static void preloadClasses() {
        BackgroundTasks.start(Listing::preloadClasses);
        BackgroundTasks.start(
                () -> new TransferSummary(TransferOutcome.NOTHING, List.of(), 0, Duration.ZERO).summaryLine());
    }

    public void showSummary(RunResult result) {
        if (result.summary() != null) {
            console.showSummary(result.status() == 0, title + ": " + result.summary(), result.time());
        }
    }

    private FinishedTransfer runOne(
            String name, Function<String, PreparedTransfer> prepare, boolean dryRun, Instant start) {
        PreparedTransfer prepared = null;
        Duration begun = Duration.ZERO;
        TransferOutcome outcome = TransferOutcome.NOTHING;
        try {
            prepared = prepare.apply(name);
            begun = Duration.between(start, Instant.now());
            if (!dryRun) {
                console.addPlanned(
                        displayTitle,
                        prepared.plan().transferredFiles(),
                        prepared.plan().transferredBytes());
                outcome = prepared.run();
            }
        } catch (CliException e) {
            outcome = failedOutcome(name, e);
        }
        return new FinishedTransfer(prepared, outcome, begun, Duration.between(start, Instant.now()));
    }

    private TransferOutcome failedOutcome(String name, CliException e) {
        console.error(e);
        return new TransferOutcome(0, 0, 0, 0, List.of(), List.of(name), e.status());
    }
}
