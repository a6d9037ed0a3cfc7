package replaystorage.transfer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider.Job;
import replaystorage.settling.Settling;

/** Dated copies of a pod's checkpoints, logs and cache, under snapshots/DATE/NAME in the artifacts bucket. */
public final class Snapshots {
    private static final String FOLDER = "snapshots";

    private final Setup setup;
    private final Artifacts artifacts;

    public Snapshots(Setup setup) {
        this.setup = setup;
        this.artifacts = new Artifacts(setup);
    }

    /** The dates there are, sorted. Folders of another name, as older archives have them, are no snapshots. */
    public List<String> dates() {
        return setup.storage().folders(artifacts.folder(FOLDER), artifacts.bucket()).stream()
                .filter(SnapshotDate::isDate)
                .toList();
    }

    /** What the flat folder holds equal is copied there by the server, the rest is uploaded. */
    public Prepared create(String date, String name, Path local, Settling settling) {
        RemotePath to = artifacts.folder(FOLDER).resolve(date).resolve(name);
        Instant looked = Instant.now();
        return artifacts
                .up(name, to, local, settling, (plan, record) -> create(plan, record, looked))
                .with(Job.SNAPSHOT);
    }

    private Outcome create(Plan plan, SyncRecord record, Instant looked) {
        RemotePath flat = artifacts.folder(plan.route().title());
        List<Step> steps = plan.steps(Action.COPY);
        List<String> onServer = equalTo(flat, plan.route().local(), steps, looked);
        Copier.Result copied = setup.copier()
                .copy(Job.SNAPSHOT, flat.folder(), plan.route().remote().folder(), onServer, List.of());
        Set<String> done = new HashSet<>(onServer);
        done.removeIf(name -> !copied.log().isDone(name));
        return setup.upload().run(plan.unlisted(), record, done);
    }

    private List<String> equalTo(RemotePath flat, Path local, List<Step> steps, Instant looked) {
        Map<String, LocalFile> files = new HashMap<>();
        steps.forEach(step -> step.local().ifPresent(file -> files.put(step.name(), file)));
        if (files.isEmpty()) {
            return List.of();
        }
        SyncRecord record = setup.record(flat, local);
        Map<String, Stamp> listed = setup.storage().list(flat, files.keySet()).files();
        return new ArrayList<>(new Comparison(setup.storage(), flat, record, looked).equal(files, listed));
    }

    /**
     * Brings a snapshot; a local file that it replaces is kept beside, unless the flat folder on the remote has it.
     *
     * @throws CliException 3 where there is no such snapshot; lists the dates there are
     */
    public Prepared restore(String date, String name, Path local) {
        RemotePath from = artifacts.folder(FOLDER).resolve(date).resolve(name);
        Route route = new Route(name, Route.Direction.DOWN, from, local, false);
        Listing listing = artifacts.list(from);
        if (listing.isEmpty()) {
            requireDate(date);
            return Prepared.nothing(route, "the snapshot of " + date + " has no " + name);
        }
        SyncRecord record = setup.record(from, local);
        Instant looked = Instant.now();
        Comparison comparison = new Comparison(setup.storage(), from, record, looked);
        Plan plan = new Planner(route, comparison, Precedence.RESTORE, record).down(listing.files());
        List<Step> replacing = plan.steps(Action.KEEP_LOCAL);
        Set<String> safe = new HashSet<>(equalTo(artifacts.folder(name), local, replacing, looked));
        List<Step> steps = plan.steps().stream()
                .map(step -> safe.contains(step.name()) ? step.with(Action.COPY) : step)
                .toList();
        return new Prepared(plan.with(steps), null, chosen -> setup.download().run(chosen, record));
    }

    private void requireDate(String date) {
        List<String> dates = dates();
        if (!dates.contains(date)) {
            String there = dates.isEmpty() ? "there are none yet" : "there are: " + String.join(", ", dates);
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no snapshot of " + date + " in " + artifacts.folder(FOLDER) + "; " + there,
                    dates.isEmpty()
                            ? "replay-storage snapshot"
                            : "replay-storage down --snapshot " + dates.get(dates.size() - 1));
        }
    }
}
