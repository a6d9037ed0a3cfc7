package replaystorage.transfer;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** A snapshot on its way back; all of them are looked at beside its first folder. */
public final class SnapshotRestoring {
    private final Setup setup;
    private final Artifacts artifacts;
    private final RemotePath folder;
    private final String date;
    private final boolean anyway;
    private final Set<String> required;
    private final UnaryOperator<String> again;
    private final Supplier<List<Snapshot>> all;
    private boolean checked;

    SnapshotRestoring(
            Setup setup,
            Artifacts artifacts,
            String date,
            boolean anyway,
            Set<String> required,
            UnaryOperator<String> again,
            Supplier<List<Snapshot>> all) {
        this.setup = setup;
        this.artifacts = artifacts;
        this.folder = artifacts.folder(Snapshots.FOLDER);
        this.date = date;
        this.anyway = anyway;
        this.required = required;
        this.again = again;
        this.all = Meanwhile.start(all);
    }

    private synchronized void require() {
        List<Snapshot> there = all.get();
        Optional<Snapshot> snapshot =
                there.stream().filter(each -> each.date().equals(date)).findFirst();
        if (snapshot.isEmpty()) {
            throw missing(there.stream().map(Snapshot::date).toList());
        }
        if (checked) {
            return;
        }
        switch (snapshot.get().state()) {
            case COMPLETE -> {}
            case NOT_MARKED ->
                setup.reporter()
                        .note("the snapshot of " + date
                                + " is not marked as complete: it was made by the old scripts, or by hand");
            case INCOMPLETE -> {
                String incomplete = "the snapshot of " + date + " is incomplete: "
                        + snapshot.get().unended();
                if (!anyway) {
                    throw new CliException(
                            ExitStatus.FAILED,
                            incomplete,
                            again.apply(date) + " --force   # brings what there is of it");
                }
                setup.reporter().warn(incomplete + "; what there is of it is brought");
            }
        }
        checked = true;
    }

    private CliException missing(List<String> dates) {
        String there = dates.isEmpty() ? "there are none yet" : "there are: " + String.join(", ", dates);
        return new CliException(
                ExitStatus.NOT_FOUND,
                "there is no snapshot of " + date + " in " + folder + "; " + there,
                dates.isEmpty() ? "replay-storage snapshot" : again.apply(nearest(dates)));
    }

    private String nearest(List<String> dates) {
        LocalDate asked = LocalDate.parse(date);
        return dates.stream()
                .min(Comparator.comparingLong(each -> Math.abs(ChronoUnit.DAYS.between(asked, LocalDate.parse(each)))))
                .orElseThrow();
    }

    /**
     * Brings a folder of it; a local file that it replaces is kept beside, unless the flat folder on the remote has it.
     *
     * @param newest only so many checkpoints; 0 for all
     * @throws CliException 3 where there is no such snapshot, 1 for one that is not whole
     */
    public Prepared restore(String name, Path local, int newest) {
        RemotePath from = folder.resolve(date).resolve(name);
        Route route = setup.route(name, Route.Direction.DOWN, from, local, false);
        Listing listing = artifacts.list(from);
        require();
        if (listing.isEmpty()) {
            String nothing = "the snapshot of " + date + " has no " + name
                    + setup.filter().reservation();
            if (required.contains(name) && !setup.filter().chooses()) {
                throw new CliException(
                        ExitStatus.NOT_FOUND, nothing, "replay-storage ls artifacts " + Snapshots.FOLDER + "/" + date);
            }
            return Prepared.nothing(route, nothing);
        }
        Map<String, Stamp> wanted = new HashMap<>(listing.files());
        if (newest > 0) {
            wanted.keySet().retainAll(new NewestCheckpoints(setup, from, listing.files()).names(newest));
        }
        artifacts.warnOfMixtures(name, wanted);
        SyncRecord record = setup.record(from, local);
        Instant looked = Instant.now();
        Comparison comparison = new Comparison(setup.storage(), from, record, looked);
        Plan plan = new Planner(route, comparison, Precedence.RESTORE, record).down(wanted);
        List<Step> replacing = plan.steps(Action.KEEP_LOCAL);
        RemotePath flat = artifacts.folder(name);
        List<String> names = replacing.stream().map(Step::name).toList();
        Set<String> safe = new FlatFolder(setup, flat)
                .equal(local, replacing, looked, () -> setup.storage().list(flat, names));
        List<Step> steps = plan.steps().stream()
                .map(step -> safe.contains(step.name()) ? step.with(Action.COPY) : step)
                .toList();
        ReplacedLinks links = ReplacedLinks.of(plan.with(steps), listing.files(), setup.reporter());
        return new Prepared(
                links.plan(),
                null,
                chosen -> setup.download(chosen, links, Precedence.RESTORE).run(record));
    }
}
