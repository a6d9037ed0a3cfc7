package replaystorage.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.settings.Settings;
import replaystorage.settling.CheckpointFolder;
import replaystorage.settling.Settling;
import replaystorage.settling.Settling.Why;

/**
 * Checkpoints up, again and again. It looks at the folder alone and asks the storage only about what changed there: nothing changed, no request
 * and no process. Nothing is deleted on the remote but what a link led to before ({@link LinkedUpload}).
 */
public final class AutoSync {
    private static final long WORTH_A_WORD = Duration.ofSeconds(10).toNanos();

    /** Bytes of an upload whose time tells a rate; a smaller one only waits for answers. */
    private static final long TELLING = 1_000_000;

    private final Setup setup;
    private final Settings.Bucket bucket;
    private final Route route;
    private final Settling settling;
    private final LinkWatch links;
    private final Map<String, Stamp> done = new HashMap<>();
    private final Map<String, Long> waitingSince = new HashMap<>();
    private Set<String> abandoned = Set.of();
    /** Logs that went up in the last round; null before it. */
    private Set<String> endedLogs;

    private int files;
    private boolean remembered;
    private boolean bucketIsThere;
    private boolean answered;
    private long bytesPerSecond;
    private Instant looked = Instant.EPOCH;

    /** @param local the folder of an artifact, which need not be there yet */
    public static AutoSync of(Setup setup, String artifact, Path local, Settling settling) {
        Artifacts artifacts = new Artifacts(setup);
        Route route = setup.route(artifact, Route.Direction.UP, artifacts.folder(artifact), local, false);
        return new AutoSync(setup, artifacts.bucket(), route, settling);
    }

    AutoSync(Setup setup, Settings.Bucket bucket, Route route, Settling settling) {
        this.setup = setup;
        this.bucket = bucket;
        this.route = route;
        this.settling = settling;
        this.links = new LinkWatch(setup, route);
    }

    /**
     * What a look at the folder found that is not known to be on the remote.
     *
     * @param ready settled files, the newest first
     * @param waiting files that are not settled, and why
     * @param unreadable how many names could not be read
     */
    public record Look(List<LocalFile> ready, Map<String, Why> waiting, int unreadable) {
        public static final Look NOTHING = new Look(List.of(), Map.of(), 0);

        public long bytes() {
            return ready.stream().mapToLong(file -> file.stamp().size()).sum();
        }

        /** Whether something is left that could not go up. */
        public boolean isEmpty() {
            return ready.isEmpty() && waiting.isEmpty() && unreadable == 0;
        }

        /** Whether a moment's wait may settle a file. */
        public boolean mayChangeSoon() {
            return waiting.values().stream().anyMatch(Why::mayChangeSoon);
        }
    }

    /** Looks at the folder as it is now. */
    public Look look() {
        return look(false);
    }

    /** The same after a wait for what was written a moment ago. */
    public Look lookWhenSettled() {
        return look(true);
    }

    private Look look(boolean wait) {
        looked = Instant.now();
        LocalTree tree = setup.walk(route.local());
        remember(tree);
        links.look(tree);
        files = tree.files().size();
        List<String> names = tree.files().values().stream()
                .filter(file -> !file.stamp().equals(done.get(file.name())))
                .map(LocalFile::name)
                .filter(name -> endedLogs == null || !endedLogs.contains(name))
                .toList();
        done.keySet().retainAll(tree.files().keySet());
        Sifting sifting = new Sifting(settling, setup.reporter());
        Map<String, Why> judged = names.isEmpty()
                ? Map.of()
                : wait ? sifting.awaitSettled(route, names) : settling.unsettled(route.local(), names, route::path);
        abandoned = Sifting.names(judged, Why.ABANDONED);
        Map<String, Why> waiting = new HashMap<>(judged);
        waiting.keySet().removeAll(abandoned);
        PointerFiles.naming(route, names, Set.copyOf(waiting.keySet()))
                .forEach(name -> waiting.putIfAbsent(name, Why.POINTER));
        sifting.tell(route, wait ? waiting : lasting(waiting));
        List<LocalFile> ready = names.stream()
                .filter(name -> !waiting.containsKey(name))
                .flatMap(name -> wait
                        ? route.look(name).stream()
                        // As it was before it was judged: what has been begun anew since is found out, and not sent as
                        // it is now.
                        : Stream.of(tree.files().get(name)))
                .sorted(Comparator.comparing((LocalFile file) -> file.stamp().time(), Comparator.reverseOrder()))
                .toList();
        return new Look(ready, waiting, tree.unreadable().size());
    }

    /** Every checkpoint waits for a moment after it was written; only one that waits for longer is worth a word. */
    private Map<String, Why> lasting(Map<String, Why> waiting) {
        long now = System.nanoTime();
        waitingSince.keySet().retainAll(waiting.keySet());
        Map<String, Why> lasting = new HashMap<>(waiting);
        lasting.keySet().removeIf(name -> now - waitingSince.computeIfAbsent(name, first -> now) < WORTH_A_WORD);
        return lasting;
    }

    /** What an earlier run, or another command, is known to have sent. */
    private void remember(LocalTree tree) {
        if (remembered) {
            return;
        }
        remembered = true;
        SyncRecord record = setup.record(route.remote(), route.local());
        tree.files().forEach((name, file) -> {
            if (record.isSafe(name, file.stamp())) {
                done.put(name, file.stamp());
            }
        });
    }

    /** The newest checkpoint of these: a file, or all files of a folder that is one. */
    public List<LocalFile> newest(List<LocalFile> ready) {
        if (ready.isEmpty()) {
            return List.of();
        }
        // What names others, or leads to them, goes after them, with the rest.
        LocalFile first = ready.stream()
                .filter(file -> !links.isAlias(file) && PointerFiles.rank(file.name()) == 0)
                // A log is always the newest, and never what a pod is waited for.
                .filter(file -> !route.appends(file.name()))
                .findFirst()
                .orElse(ready.get(0));
        Optional<Path> folder =
                CheckpointFolder.whole(route.local(), first.path().getParent());
        List<LocalFile> newest = folder.map(whole -> ready.stream()
                        .filter(file -> file.path().startsWith(whole))
                        .toList())
                .orElse(List.of(first));
        return links.withAliases(newest, ready);
    }

    /** Plans to send these files; asks the storage about them only. */
    public Prepared plan(List<LocalFile> files) {
        answered = false;
        requireBucket();
        Map<String, LocalFile> local = new HashMap<>();
        files.forEach(file -> local.put(file.name(), file));
        SyncRecord record = setup.record(route.remote(), route.local());
        Plan plan = plan(local, record);
        answered = true;
        return new Prepared(plan, null, chosen -> send(chosen, record, local));
    }

    /** A few files are asked for one by one: a listing costs what there is, not what changed. */
    private Plan plan(Map<String, LocalFile> local, SyncRecord record) {
        Storage storage = setup.storage();
        Map<String, Stamp> times = Map.of();
        Map<String, Stamp> remote;
        if (Storage.isWorthALookEach(local.size())) {
            times = storage.times(route.remote(), local.keySet());
            remote = new HashMap<>(times);
            remote.replaceAll((name, seen) -> storage.asListed(seen));
        } else {
            remote = storage.list(route.remote(), local.keySet()).files();
        }
        Comparison comparison = new Comparison(storage, route.remote(), record, looked, times);
        Plan plan = new Planner(route, comparison, Precedence.UP, record).up(local, remote, false);
        return new Sifting(settling, setup.reporter())
                .withoutOverwriting(plan, abandoned, Set.of(), record)
                .unlisted();
    }

    private Outcome send(Plan plan, SyncRecord record, Map<String, LocalFile> local) {
        Instant begun = Instant.now();
        Outcome outcome = links.upload(plan).run(record, Set.of());
        if (outcome.bytes() >= TELLING) {
            long nanos = Math.max(1, Duration.between(begun, Instant.now()).toNanos());
            bytesPerSecond = Math.max(1, Math.round(outcome.bytes() * 1e9 / nanos));
        }
        Set<String> left = new HashSet<>(outcome.failed());
        // It may have got its old stamp back by now, as one that is copied over itself with its time.
        left.addAll(outcome.growing());
        local.forEach((name, file) -> {
            if (!left.contains(name)) {
                done.put(name, file.stamp());
                if (endedLogs != null && route.appends(name)) {
                    endedLogs.add(name);
                }
            }
        });
        return outcome;
    }

    /** Whether the remote holds what a link led to before, which a plan of no files clears away. */
    public boolean hasOutdated() {
        return links.hasOutdated();
    }

    /** Files of a look that are still to be sent. */
    public List<LocalFile> unsent(Look look) {
        List<LocalFile> unsent = new ArrayList<>(look.ready());
        unsent.removeIf(file -> file.stamp().equals(done.get(file.name())));
        return unsent;
    }

    /** Whether the storage answered when the last plan was made; else there is no use in another plan. */
    public boolean isAnswered() {
        return answered;
    }

    /** Of the last upload that was large enough to tell; 0 before the first. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Asks for the bucket again before the next plan: the credentials changed. */
    public void askAnew() {
        bucketIsThere = false;
    }

    /** Asks for the bucket, unless a request has found it already. */
    public void requireBucket() {
        if (!bucketIsThere) {
            setup.storage().isThere(setup.bucket(bucket), bucket);
            bucketIsThere = true;
        }
    }

    /** Where it is noted what is known to be on the remote. */
    public Path record() {
        return setup.record(route.remote(), route.local()).file();
    }

    /** A log goes up once more, as far as it has come then; what is appended afterwards is not looked at. */
    public void endLogs() {
        endedLogs = new HashSet<>();
    }

    public Path local() {
        return route.local();
    }

    /** Whether the folder held no file when it was last looked at, by names that are synced. */
    public boolean isEmpty() {
        return files == 0;
    }

    public RemotePath remote() {
        return route.remote();
    }
}
