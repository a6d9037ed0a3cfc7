package replaystorage.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.settings.Settings;
import replaystorage.transfer.list.LocalBucketFolder;
import replaystorage.workspace.Workspace;

/** Tests whether a local storage folder is outside the synced folders, and on another disk. */
public final class LocalBucketCheck implements Check {
    private final Environment environment;
    private final Workspace workspace;
    private final Supplier<Settings> settings;
    private final Supplier<List<String>> artifacts;

    public LocalBucketCheck(
            Environment environment,
            Workspace workspace,
            Supplier<Settings> settings,
            Supplier<List<String>> artifacts) {
        this.environment = environment;
        this.workspace = workspace;
        this.settings = settings;
        this.artifacts = artifacts;
    }

    @Override
    public List<Finding> run() {
        Settings known;
        try {
            known = settings.get();
        } catch (CliException e) {
            // Another check reports it.
            return List.of();
        }
        List<Path> sources = Stream.concat(
                        artifacts.get().stream().map(workspace::artifactSource),
                        environment.get("CHECKPOINT_DIR").map(Path::of).stream())
                .toList();
        List<Finding> findings = new ArrayList<>(look(known, known.replays(), List.of(workspace.replaysFolder())));
        findings.addAll(look(known, known.artifacts(), sources));
        // Reported once for two folders on one disk.
        Set<Severity> told = EnumSet.noneOf(Severity.class);
        return findings.stream()
                .distinct()
                .filter(each -> each.severity() == Severity.ERROR || told.add(each.severity()))
                .toList();
    }

    private static List<Finding> look(Settings settings, Optional<Settings.Bucket> bucket, List<Path> locals) {
        Optional<LocalBucketFolder> folder = bucket.flatMap(each -> LocalBucketFolder.find(settings, each.name()));
        return folder.map(storage -> locals.stream()
                        .flatMap(local -> look(storage, local).stream())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Finding> look(LocalBucketFolder storage, Path local) {
        try {
            storage.requireSeparate(local);
        } catch (CliException e) {
            return Optional.of(Finding.error(e));
        }
        return storage.isOnSameDiskAs(local)
                ? Optional.of(Finding.warning(
                        storage.folder() + " is " + LocalBucketFolder.SAME_DISK_WARNING,
                        "export LOCAL_STORAGE=...   # a folder on another disk, or a bucket: replay-storage configure"))
                : Optional.empty();
    }
}
