package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Nearest;
import replaystorage.settings.Settings;
import replaystorage.settings.ShellLine;
import replaystorage.settling.Settling;

/** The replays bucket. Where it is the artifacts' bucket too, their folders are no part of it. */
public final class Replays {
    /** The folders that are no replays, where one bucket holds all. */
    public static final List<String> OTHERS = List.of("checkpoints", "logs", "cache", "snapshots");

    private final Setup setup;
    private final Settings.Bucket bucket;
    /** @throws CliException 78 where no replays bucket is named */
    public Replays(Setup setup) {
        this.setup = setup;
        this.bucket = setup.settings().replaysOrFail();
    }

    public RemotePath root() {
        return setup.bucket(bucket);
    }

    /**
     * Plans to make the bucket, or a sub-folder of it, what the local folder is.
     *
     * @param misplaced is told where another folder of the bucket has these files already
     * @throws CliException 74 where the local folder is not there
     */
    public Prepared upload(Path local, String sub, Settling settling, Consumer<Misplaced> misplaced) {
        if (!Files.isDirectory(local)) {
            throw new CliException(ExitStatus.LOCAL, "there is no folder " + local, nearest(local));
        }
        Route route = setup.route("replays", Route.Direction.UP, root().resolve(sub), local, false);
        Supplier<Listing> listing = Meanwhile.start(() -> list(sub));
        LocalTree tree = setup.walk(local);
        tree.files().keySet().removeIf(name -> !isReplay(prefix(sub) + name));
        if (tree.files().isEmpty() && tree.unreadable().isEmpty()) {
            return Prepared.nothing(
                    route,
                    "nothing to upload: " + local + " is empty" + setup.filter().reservation());
        }
        Map<String, Stamp> remote = new HashMap<>(listing.get().files());
        tellMisplaced(new AlreadyElsewhere(tree.files(), prefix(sub)), sub, remote, misplaced);
        remote.keySet().removeIf(setup.filter().negate());
        SyncRecord record = setup.record(route.remote(), local);
        Comparison comparison = new Comparison(setup.storage(), route.remote(), record, tree.looked());
        Planner planner = new Planner(route, comparison, Precedence.UP, record);
        Plan plan = planner.up(
                tree.files(),
                remote,
                tree.unreadable().isEmpty() && !tree.files().isEmpty());
        int status = tree.unreadable().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL;
        return new Prepared(
                new Sifting(settling, setup.reporter()).sift(plan, record),
                null,
                chosen -> new LinkedUpload(setup, chosen, tree).run(record, Set.of()).withStatus(status));
    }

    /** Where a folder beside it has nearly its name, the line with that; else null. */
    private static String nearest(Path missing) {
        Path parent = missing.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return null;
        }
        try (Stream<Path> beside = Files.list(parent)) {
            List<String> folders = beside.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
            return Nearest.of(missing.getFileName().toString(), folders)
                    .map(near -> "replay-storage upload "
                            + ShellLine.quoted(parent.resolve(near).toString()))
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** Only where none of the files is in its place yet is the rest of the bucket looked at. */
    private void tellMisplaced(
            AlreadyElsewhere elsewhere, String sub, Map<String, Stamp> there, Consumer<Misplaced> misplaced) {
        if (elsewhere.isPossible(there)) {
            elsewhere.find(sub.isEmpty() ? there : list("").files()).ifPresent(misplaced);
        }
    }

    /** All replays below a sub-folder, by their names in it, but temporary names. */
    public Listing list(String sub) {
        return listAll(sub).withoutTemporary(root().resolve(sub), setup.reporter());
    }

    /** The same with all names. */
    Listing listAll(String sub) {
        if (!isReplay(prefix(sub))) {
            throw new CliException(
                    ExitStatus.USAGE, sub + " holds artifacts, not replays, in the bucket " + bucket.name());
        }
        return setup.storage().listInBucket(root().resolve(sub), bucket, name -> isReplay(prefix(sub) + name));
    }

    /** The folders of the bucket that hold replays. */
    List<String> folders() {
        return setup.storage().folders(root(), bucket).stream()
                .filter(folder -> isReplay(folder + "/"))
                .toList();
    }

    /** Whether a name of the bucket is not one of the artifacts, which may lie in the same bucket. */
    boolean isReplay(String name) {
        Optional<String> artifacts = setup.settings().artifacts().map(Settings.Bucket::name);
        if (artifacts.isEmpty() || !(artifacts.get() + "/").startsWith(bucket.name() + "/")) {
            return true;
        }
        String nested = artifacts.get().substring(bucket.name().length()).replaceFirst("^/", "");
        return Stream.concat(OTHERS.stream(), setup.folders().stream())
                .noneMatch(folder -> name.startsWith((nested.isEmpty() ? "" : nested + "/") + folder + "/"));
    }

    static String prefix(String sub) {
        return sub.isEmpty() ? "" : sub + "/";
    }
}
