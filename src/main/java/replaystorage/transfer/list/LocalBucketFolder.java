package replaystorage.transfer.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.RealPath;
import replaystorage.providers.Provider;
import replaystorage.settings.Settings;

/** A local folder that is used as a bucket. */
public record LocalBucketFolder(Path folder, String variable) {
    public static final String SAME_DISK_WARNING =
            "a copy on the same disk: it protects against mistakes, not against the loss of the pod";

    /** Empty if the bucket is not a local folder. */
    public static Optional<LocalBucketFolder> find(Settings settings, String bucket) {
        if (settings.provider().buckets().kind() != Provider.BucketKind.PATH) {
            return Optional.empty();
        }
        String variable = Stream.of(settings.replays(), settings.artifacts())
                .flatMap(Optional::stream)
                .filter(each -> each.name().equals(bucket))
                .map(Settings.Bucket::variable)
                .findFirst()
                .orElse("LOCAL_STORAGE");
        return Optional.of(new LocalBucketFolder(Path.of(bucket), variable));
    }

    /** @throws CliException 78 if storage and synced folder are the same, or one contains the other */
    public void requireSeparate(Path local) {
        Path here = RealPath.of(local);
        Path there = RealPath.of(folder);
        if (!here.startsWith(there) && !there.startsWith(here)) {
            return;
        }
        String how = here.equals(there)
                ? " is itself the folder that is synced with it"
                : here.startsWith(there)
                        ? " contains " + local + ", which is synced with it"
                        : " lies in " + local + ", which is synced with it";
        throw new CliException(
                ExitStatus.CONFIG,
                "the storage folder " + folder + " (from " + variable + ")" + how,
                "export " + variable + "=...   # another folder, on another disk if there is one");
    }

    public boolean isOnSameDiskAs(Path local) {
        try {
            return deviceOf(folder).equals(deviceOf(local));
        } catch (IOException e) {
            return false;
        }
    }

    private static Object deviceOf(Path path) throws IOException {
        return Files.getAttribute(RealPath.nearestExisting(path), "unix:dev");
    }
}
