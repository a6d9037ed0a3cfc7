package replaystorage.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file or folder for one process alone. It is removed when it is closed, or, where its process was killed, by the next one that looks: a lock
 * beside it, which the kernel takes back, tells whether its process still lives.
 */
public final class LockedTempPath implements AutoCloseable {
    private static final Pattern NAME_PATTERN = Pattern.compile("(replay-storage-[a-z]+-[0-9a-f]{16})(?:\\.lock)?");

    /** Where a file system knows no locks, what is older than this belongs to nobody. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private static final FileAttribute<?> PRIVATE_FILE = permissions("rw-------");
    private static final FileAttribute<?> PRIVATE_FOLDER = permissions("rwx------");
    private static final int MAX_TRIES = 5;

    private final Path path;
    private final LockFile lock;
    private boolean keepOnClose;

    /** @param lock null where the file system knows none */
    private LockedTempPath(Path path, LockFile lock) {
        this.path = path;
        this.lock = lock;
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /** An empty private folder; kind is a word of small letters that tells what it is for. */
    public static LockedTempPath createFolder(Path parent, String kind) throws IOException {
        return create(parent, kind, path -> Files.createDirectory(path, PRIVATE_FOLDER));
    }

    /** An empty private file. */
    public static LockedTempPath createFile(Path parent, String kind) throws IOException {
        return create(parent, kind, path -> Files.createFile(path, PRIVATE_FILE));
    }

    private interface PathAction {
        void apply(Path path) throws IOException;
    }

    private static LockedTempPath create(Path parent, String kind, PathAction make) throws IOException {
        NoSuchFileException gone = null;
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            long number = ThreadLocalRandom.current().nextLong();
            Path path = parent.resolve(
                    "replay-storage-" + kind + "-" + HexFormat.of().toHexDigits(number));
            try {
                LockedTempPath claimed = claim(path);
                if (claimed != null) {
                    return create(claimed, make);
                }
            } catch (NoSuchFileException e) {
                // Another process has removed the empty folder around it just now.
                gone = e;
            }
        }
        throw gone == null ? new IOException("no name is free in " + parent) : gone;
    }

    private static LockedTempPath create(LockedTempPath claimed, PathAction make) throws IOException {
        try {
            make.apply(claimed.path);
            return claimed;
        } catch (IOException e) {
            claimed.close();
            throw e;
        }
    }

    /** The lock comes first: a path without one belongs to nobody. */
    private static LockedTempPath claim(Path path) throws IOException {
        Path file = lockPath(path);
        try {
            Optional<LockFile> lock = LockFile.tryAcquire(file);
            if (lock.isPresent() && Files.exists(file)) {
                return new LockedTempPath(path, lock.get());
            }
            lock.ifPresent(LockFile::close);
            return null;
        } catch (IOException e) {
            if (Files.exists(file)) {
                return new LockedTempPath(path, null);
            }
            throw e;
        }
    }

    private static Path lockPath(Path path) {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    public Path path() {
        return path;
    }

    /** It is not removed when it is closed, but by the next process that looks, which saves first what must not be lost. */
    public void keepForRescue() {
        keepOnClose = true;
    }

    @Override
    public void close() {
        if (!keepOnClose) {
            deleteTree(path);
            lockPath(path).toFile().delete();
        }
        if (lock != null) {
            lock.close();
        }
    }

    /** What must be done before a path of a dead process is removed; where it fails, the path stays. */
    public interface LeftoverRescue {
        void rescue(Path path) throws IOException;
    }

    /** Removes what lies in a folder and belongs to no living process. */
    public static void deleteLeftovers(Path parent, LeftoverRescue rescue) {
        deleteLeftovers(parent, "", rescue);
    }

    /** The same for one kind that needs no rescue, in a folder that is not ours. */
    public static void deleteLeftovers(Path parent, String kind) {
        deleteLeftovers(parent, "replay-storage-" + kind + "-", path -> {});
    }

    private static void deleteLeftovers(Path parent, String prefix, LeftoverRescue rescue) {
        Set<String> names = new TreeSet<>();
        for (String name : names(parent)) {
            Matcher matcher = NAME_PATTERN.matcher(name);
            if (matcher.matches() && name.startsWith(prefix)) {
                names.add(matcher.group(1));
            }
        }
        names.forEach(name -> deleteLeftover(parent.resolve(name), rescue));
    }

    /** The same in a folder of ours alone, where nothing else is of use for longer than a day. */
    public static void deleteLeftoversAndOldFiles(Path parent) {
        deleteLeftovers(parent, path -> {});
        for (String name : names(parent)) {
            Path path = parent.resolve(name);
            if (!NAME_PATTERN.matcher(name).matches() && isOld(path)) {
                deleteTree(path);
            }
        }
    }

    private static String[] names(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? new String[0] : names;
    }

    private static void deleteLeftover(Path path, LeftoverRescue rescue) {
        Path file = lockPath(path);
        try (LockFile lock = LockFile.tryAcquire(file).orElse(null)) {
            if (lock != null) {
                rescueAndDelete(path, rescue);
            }
        } catch (IOException e) {
            if (isOld(file) && isOld(path)) {
                rescueAndDelete(path, rescue);
            }
        }
    }

    private static void rescueAndDelete(Path path, LeftoverRescue rescue) {
        try {
            if (Files.exists(path)) {
                rescue.rescue(path);
            }
            deleteTree(path);
            Files.deleteIfExists(lockPath(path));
        } catch (IOException | UncheckedIOException e) {
            // The next one tries again.
        }
    }

    private static boolean isOld(Path path) {
        long modified = path.toFile().lastModified();
        return Instant.ofEpochMilli(modified).isBefore(Instant.now().minus(MAX_AGE));
    }

    /** Deletes a file or a folder with all in it, as far as that works. */
    public static void deleteTree(Path path) {
        try (Stream<Path> all = Files.walk(path, new FileVisitOption[0])) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            path.toFile().delete();
        }
    }
}
