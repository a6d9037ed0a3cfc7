package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.LocalPaths;
import replaystorage.settings.Provider;
import replaystorage.settings.Settings;

/**
 * A folder of this machine that stands for a bucket.
 *
 * @param variable the variable that named it
 */
public record StorageFolder(Path folder, String variable) {
    public static final String SAME_DISK =
            "a copy on the same disk: protects against a mistake, not against the loss of the pod";

    /** Empty where the bucket is none of this machine's folders. */
    public static Optional<StorageFolder> of(Settings settings, String bucket) {
        if (settings.provider().bucketKind() != Provider.BucketKind.PATH) {
            return Optional.empty();
        }
        String variable = Stream.of(settings.replays(), settings.artifacts())
                .flatMap(Optional::stream)
                .filter(each -> each.name().equals(bucket))
                .map(Settings.Bucket::variable)
                .findFirst()
                .orElse("LOCAL_STORAGE");
        return Optional.of(new StorageFolder(Path.of(bucket), variable));
    }

    /**
     * Storage and what is synced with it must not be one folder, or lie in one another.
     *
     * @throws CliException 78 if they do
     */
    public void requireApart(Path local) {
        Path here = LocalPaths.real(local);
        Path there = LocalPaths.real(folder);
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
                "export " + variable + "=...   # a folder of its own, on another disk if there is one");
    }

    /** Whether a loss of the disk loses both. */
    public boolean isOnDiskOf(Path local) {
        try {
            return device(folder).equals(device(local));
        } catch (IOException e) {
            return false;
        }
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(LocalPaths.existing(path), "unix:dev");
    }
}
