package replaystorage.transfer;

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
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.LocalPaths;
import replaystorage.settings.Sizes;

/** The free bytes of the disks, which the downloads of a command that go on side by side share: what one is going to take is not there for the next. */
public final class Room {
    private final Map<List<Object>, Shared> disks = new HashMap<>();

    /** What was free when the first of the downloads on a disk began, and what they take in all. */
    private static final class Shared {
        private long free;
        private long taken;
        private int users;

        private Shared(long free) {
            this.free = free;
        }

        /** The others are held against what was free before them, and so what they have written by now is not counted twice. */
        private long left(long now, long own) {
            return Math.min(now, free - taken + Math.min(taken, own));
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
        Optional<Disk> disk = Disk.of(folder);
        disk.ifPresent(each -> claim(each, folder, Math.max(0, needed)));
        try {
            return work.get();
        } finally {
            disk.ifPresent(each -> release(each, folder, Math.max(0, needed)));
        }
    }

    /** What is free in a folder for one that claimed so many bytes, without what the others claimed; empty where the file system can't tell. */
    synchronized OptionalLong left(Path folder, long claimed) {
        return Disk.of(folder)
                .map(disk -> OptionalLong.of(
                        disks.getOrDefault(disk.id(), new Shared(disk.free())).left(disk.free(), Math.max(0, claimed))))
                .orElse(OptionalLong.empty());
    }

    private synchronized void claim(Disk disk, Path folder, long needed) {
        Shared shared = disks.getOrDefault(disk.id(), new Shared(disk.free()));
        if (needed > shared.left(disk.free(), 0)) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "not enough room in " + folder + ": " + Sizes.readable(needed) + " are needed, "
                            + shared.text(disk.free()),
                    "df -h " + LocalPaths.existing(folder)
                            + "   # make room, or bring only a part: --include 'PATTERN'");
        }
        disks.put(disk.id(), shared);
        shared.taken += needed;
        shared.users++;
    }

    private synchronized void release(Disk disk, Path folder, long needed) {
        Shared shared = disks.get(disk.id());
        shared.taken -= needed;
        // It has taken all that it claimed, or, where it failed, not even that, which shows where nobody else has
        // written much.
        shared.free =
                Math.max(shared.free - needed, Disk.of(folder).map(Disk::free).orElse(0L));
        if (--shared.users == 0) {
            disks.remove(disk.id());
        }
    }

    /**
     * Where a folder is, or is going to be.
     *
     * @param id the same for whatever is mounted of it; a folder with a quota of its own is another one
     */
    private record Disk(List<Object> id, long free) {
        /** Empty where the file system can't tell. */
        static Optional<Disk> of(Path folder) {
            try {
                Path there = LocalPaths.existing(folder.toAbsolutePath());
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
