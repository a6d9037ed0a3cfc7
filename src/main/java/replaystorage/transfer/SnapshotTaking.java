package replaystorage.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import replaystorage.settings.Job;
import replaystorage.settling.Settling;

/** A snapshot in the making: marked as incomplete before its first byte, and as complete only when nothing is missing. */
public final class SnapshotTaking {
    private final Setup setup;
    private final Artifacts artifacts;
    private final RemotePath folder;
    private final String date;
    private final SnapshotMarks marks;
    private final Supplier<List<Snapshot>> all;
    private final Map<String, SnapshotMarks.Held> held = new ConcurrentHashMap<>();
    private boolean begun;

    SnapshotTaking(Setup setup, Artifacts artifacts, String date, SnapshotMarks marks, Supplier<List<Snapshot>> all) {
        this.setup = setup;
        this.artifacts = artifacts;
        this.folder = artifacts.folder(Snapshots.FOLDER);
        this.date = date;
        this.marks = marks;
        this.all = all;
    }

    /** What the flat folder holds equal is copied there by the server, the rest is uploaded. */
    public Prepared create(String name, Path local, Settling settling) {
        RemotePath to = folder.resolve(date).resolve(name);
        FlatFolder flat = new FlatFolder(setup, artifacts.folder(name));
        Supplier<Listing> listed = Files.isDirectory(local)
                ? Meanwhile.start(() -> artifacts.listAll(flat.remote()))
                : () -> Listing.MISSING;
        Instant looked = Instant.now();
        Prepared up = artifacts.up(
                name, to, local, settling, (plan, record, tree) -> transfer(plan, record, tree, flat, listed));
        return up.asSnapshot(() -> flat.equal(local, up.plan().steps(Action.COPY), looked, listed));
    }

    private Outcome transfer(Plan plan, SyncRecord record, LocalTree tree, FlatFolder flat, Supplier<Listing> listed) {
        Route route = plan.route();
        Map<String, Stamp> saved = new HashMap<>();
        tree.files().forEach((file, local) -> saved.put(file, local.stamp()));
        artifacts.warnOfMixtures(route.title(), saved);
        Supplier<Set<String>> equal =
                Meanwhile.start(() -> flat.equal(route.local(), plan.steps(Action.COPY), tree.looked(), listed));
        begin();
        Set<String> onServer = equal.get();
        Copier.Result copied = setup.copier(plan)
                .copy(Job.SNAPSHOT, flat.remote().folder(), route.remote().folder(), onServer, List.of());
        Set<String> done = onServer.stream().filter(copied.log()::isDone).collect(Collectors.toSet());
        if (!done.isEmpty()) {
            // The server copied what was there by then, which another pod may have replaced since it was compared.
            Map<String, Stamp> before = listed.get().files();
            Map<String, Stamp> after = artifacts.listAll(flat.remote()).files();
            done.removeIf(name -> !before.get(name).equals(after.get(name)));
        }
        Outcome outcome = new LinkedUpload(setup, plan.unlisted(), tree).run(record, done);
        long bytes = tree.files().values().stream()
                .mapToLong(file -> file.stamp().size())
                .sum();
        held.put(route.title(), new SnapshotMarks.Held(tree.files().size(), bytes));
        long inside = plan.steps(Action.COPY).stream()
                .filter(step -> done.contains(step.name()))
                .mapToLong(step -> step.bytes(route.direction()))
                .sum();
        return outcome.withInside(Math.min(inside, outcome.bytes()));
    }

    private synchronized void begin() {
        if (!begun) {
            marks.begin();
            begun = true;
        }
    }

    /**
     * Marks it as whole unless something is missing.
     *
     * @param status of all its transfers
     * @param chosen only a part was asked for, so that the rest may never have come
     * @return whether it is marked as whole
     */
    public boolean finish(int status, boolean chosen) {
        if (!isBegun()) {
            return false;
        }
        if (status != 0 || chosen) {
            String why = status != 0
                    ? "something is missing; run it again to complete it"
                    : "only a part of it was asked for; run it again without --include and --exclude to complete it";
            setup.reporter().warn("the snapshot of " + date + " is marked as incomplete, since " + why);
            return false;
        }
        Supplier<List<Snapshot>> now = Meanwhile.start(all);
        marks.end(held, setup.filter().chooses());
        List<String> others = now.get().stream()
                .filter(each -> each.date().equals(date))
                .flatMap(each -> each.pods().stream())
                .filter(pod -> !pod.equals(marks.pod()))
                .toList();
        others.forEach(this::warnOf);
        return others.isEmpty();
    }

    private synchronized boolean isBegun() {
        return begun;
    }

    private void warnOf(String pod) {
        setup.reporter()
                .warn("the snapshot of " + date + " stays incomplete until " + pod
                        + " has ended its own of that date; where it never will: rclone deletefile "
                        + folder.file(date + Snapshot.INCOMPLETE + "." + pod));
    }
}
