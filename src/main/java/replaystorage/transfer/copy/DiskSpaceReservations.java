package replaystorage.transfer.copy;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.Sizes;
import replaystorage.settings.AbsolutePaths;

/** The free bytes of the disks, which the downloads of a command that go on side by side share: what one is going to take is not there for the next. */
public final class DiskSpaceReservations {
    private final Map<List<Object>, DiskUsage> disks = new HashMap<>();

    /** What was free when the first of the downloads on a disk began, and what they take in all. */
    private static final class DiskUsage {
        private long freeAtStart;
        private long reservedBytes;
        private int users;

        private DiskUsage(long free) {
            this.freeAtStart = free;
        }

        /** The others are held against what was free before them, and so what they have written by now is not counted twice. */
        private long available(long now, long own) {
            return Math.min(now, freeAtStart - reservedBytes + Math.min(reservedBytes, own));
        }

        private String describe(long now) {
            return reservedBytes == 0
                    ? Sizes.format(now) + " are free"
                    : Sizes.format(freeAtStart) + " were free, of which other downloads take "
                            + Sizes.format(reservedBytes);
        }
    }

    /**
     * Does what takes so many bytes in a folder, which need not be there yet.
     *
     * @throws CliException 74 where so many are not free, or are meant for another download
     */
    public <T> T runReserving(Path folder, long needed, Supplier<T> work) {
        Optional<Disk> disk = Disk.of(folder);
        disk.ifPresent(each -> reserve(each, folder, Math.max(0, needed)));
        try {
            return work.get();
        } finally {
            disk.ifPresent(each -> releaseReservation(each, folder, Math.max(0, needed)));
        }
    }

    /** What is free in a folder for one that claimed so many bytes, without what the others claimed; empty where the file system can't tell. */
    public synchronized OptionalLong available(Path folder, long claimed) {
        return Disk.of(folder)
                .map(disk -> OptionalLong.of(disks.getOrDefault(disk.diskId(), new DiskUsage(disk.freeBytes()))
                        .available(disk.freeBytes(), Math.max(0, claimed))))
                .orElse(OptionalLong.empty());
    }

    private synchronized void reserve(Disk disk, Path folder, long needed) {
        DiskUsage shared = disks.getOrDefault(disk.diskId(), new DiskUsage(disk.freeBytes()));
        if (needed > shared.available(disk.freeBytes(), 0)) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "not enough disk space in " + folder + ": " + Sizes.format(needed) + " are needed, "
                            + shared.describe(disk.freeBytes()),
                    "df -h " + AbsolutePaths.nearestExisting(folder)
                            + "   # free some space, or download only a part: --include 'PATTERN'");
        }
        disks.put(disk.diskId(), shared);
        shared.reservedBytes += needed;
        shared.users++;
    }

    private synchronized void releaseReservation(Disk disk, Path folder, long needed) {
        DiskUsage shared = disks.get(disk.diskId());
        shared.reservedBytes -= needed;
        // It has taken all that it claimed, or, where it failed, not even that, which shows where nobody else has
        // written much.
        shared.freeAtStart = Math.max(
                shared.freeAtStart - needed,
                Disk.of(folder).map(Disk::freeBytes).orElse(0L));
        if (--shared.users == 0) {
            disks.remove(disk.diskId());
        }
    }

    /**
     * Where a folder is, or is going to be.
     *
     * @param diskId the same for whatever is mounted of it; a folder with a quota of its own is another one
     */
    private record Disk(List<Object> diskId, long freeBytes) {
        /** Empty where the file system can't tell. */
        static Optional<Disk> of(Path folder) {
            try {
                Path there = AbsolutePaths.nearestExisting(folder.toAbsolutePath());
                FileStore store = Files.getFileStore(there);
                long total = store.getTotalSpace();
                return total > 0
                        ? Optional.of(
                                new Disk(List.of(Files.getAttribute(there, "unix:dev"), total), store.getUsableSpace()))
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
