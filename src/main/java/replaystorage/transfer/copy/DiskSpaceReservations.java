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
import replaystorage.host.HumanNumbers;
import replaystorage.host.RealPath;

/** Free disk space that parallel downloads of a command share: reserved space is not available to the next. */
public final class DiskSpaceReservations {
    private final Map<List<Object>, DiskUsage> disks = new HashMap<>();

    /** Free space when the first download on a disk started, and the bytes that all need. */
    private static final class DiskUsage {
        private long freeAtStart;
        private long reservedBytes;
        private int users;

        private DiskUsage(long free) {
            this.freeAtStart = free;
        }

        /** Compares others with the space before they started, so that bytes they have written are not counted twice. */
        private long available(long now, long own) {
            return Math.min(now, freeAtStart - reservedBytes + Math.min(reservedBytes, own));
        }

        private String describe(long now) {
            return reservedBytes == 0
                    ? HumanNumbers.bytes(now) + " are free"
                    : HumanNumbers.bytes(freeAtStart) + " were free, of which other downloads take "
                            + HumanNumbers.bytes(reservedBytes);
        }
    }

    /**
     * Runs work that needs this many bytes in a folder, which need not exist yet.
     *
     * @throws CliException 74 if the space is not free, or reserved by another download
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

    /** Free bytes in a folder without the reservations of others; empty if unknown. */
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
                    "not enough disk space in " + folder + ": " + HumanNumbers.bytes(needed) + " are needed, "
                            + shared.describe(disk.freeBytes()),
                    "df -h " + RealPath.nearestExisting(folder)
                            + "   # free some space, or download only a part: --include 'PATTERN'");
        }
        disks.put(disk.diskId(), shared);
        shared.reservedBytes += needed;
        shared.users++;
    }

    private synchronized void releaseReservation(Disk disk, Path folder, long needed) {
        DiskUsage shared = disks.get(disk.diskId());
        shared.reservedBytes -= needed;
        // The work took all that it reserved, or failed; the current free space shows which, if nobody else wrote
        // much.
        shared.freeAtStart = Math.max(
                shared.freeAtStart - needed,
                Disk.of(folder).map(Disk::freeBytes).orElse(0L));
        if (--shared.users == 0) {
            disks.remove(disk.diskId());
        }
    }

    /**
     * The disk of a folder that exists or will.
     *
     * @param diskId equal for all mounts of a disk; a folder with its own quota is a separate disk
     */
    private record Disk(List<Object> diskId, long freeBytes) {
        static Optional<Disk> of(Path folder) {
            try {
                Path there = RealPath.nearestExisting(folder.toAbsolutePath());
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
