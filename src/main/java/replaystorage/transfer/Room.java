package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.LocalPaths;
import replaystorage.settings.Sizes;

/** The free bytes of the disks, which the downloads of a command that go on side by side share: what one is going to take is not there for the next. */
final class Room {
    private final Map<Object, Shared> disks = new HashMap<>();

    /** What was free when the first of the downloads on a disk began, and what they take in all. */
    private static final class Shared {
        private final long free;
        private long taken;
        private int users;

        private Shared(long free) {
            this.free = free;
        }

        private String text(long now) {
            return taken == 0
                    ? Sizes.readable(now) + " are free"
                    : Sizes.readable(free) + " were free, of which what comes beside it takes " + Sizes.readable(taken);
        }
    }

    /**
     * Does what takes so many bytes in a folder, which need not be there yet.
     *
     * @throws CliException 74 where so many are not free, or are meant for another download
     */
    <T> T during(Path folder, long needed, Supplier<T> work) {
        Path there = LocalPaths.existing(folder);
        OptionalLong free = free(there);
        // Some file systems can't tell.
        if (free.isEmpty()) {
            return work.get();
        }
        Object disk = device(there);
        claim(disk, folder, needed, free.getAsLong());
        try {
            return work.get();
        } finally {
            release(disk);
        }
    }

    private synchronized void claim(Object disk, Path folder, long needed, long free) {
        Shared shared = disks.getOrDefault(disk, new Shared(free));
        // The others are held against what was free before them, and so what they have written by now is not counted
        // twice.
        if (needed > Math.min(free, shared.free - shared.taken)) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "not enough room in " + folder + ": " + Sizes.readable(needed) + " are needed, "
                            + shared.text(free),
                    "df -h " + LocalPaths.existing(folder)
                            + "   # make room, or bring only a part: --include 'PATTERN'");
        }
        disks.put(disk, shared);
        shared.taken += Math.max(0, needed);
        shared.users++;
    }

    private synchronized void release(Object disk) {
        disks.computeIfPresent(disk, (key, shared) -> --shared.users == 0 ? null : shared);
    }

    /** The same for whatever is mounted of it. */
    private static Object device(Path there) {
        try {
            return Files.getAttribute(there, "unix:dev");
        } catch (IOException e) {
            return there;
        }
    }

    /** The free bytes where a folder is, or is going to be; empty where the file system can't tell. */
    static OptionalLong free(Path folder) {
        try {
            FileStore disk = Files.getFileStore(LocalPaths.existing(folder.toAbsolutePath()));
            return disk.getTotalSpace() > 0 ? OptionalLong.of(disk.getUsableSpace()) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
