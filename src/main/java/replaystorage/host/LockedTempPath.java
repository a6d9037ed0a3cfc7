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
 * Temporary file or folder of one process. It is removed on close; after a kill, the next process that looks removes it, because a kernel lock
 * on a file beside it shows that its owner has ended.
 */
public final class LockedTempPath implements AutoCloseable {
    private static final Pattern NAME_PATTERN = Pattern.compile("(replay-storage-[a-z]+-[0-9a-f]{16})(?:\\.lock)?");

    /** Without file locks, an older path counts as abandoned. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private static final FileAttribute<?> PRIVATE_FILE = permissions("rw-------");
    private static final FileAttribute<?> PRIVATE_FOLDER = permissions("rwx------");
    private static final int MAX_TRIES = 5;

    private final Path path;
    private final LockFile lock;
    private boolean keepOnClose;

    /** @param lock null if the file system does not support locks */
    private LockedTempPath(Path path, LockFile lock) {
        this.path = path;
        this.lock = lock;
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /** Creates an empty private folder; kind is a lower-case word for its purpose. */
    public static LockedTempPath createFolder(Path parent, String kind) throws IOException {
        return create(parent, kind, path -> Files.createDirectory(path, PRIVATE_FOLDER));
    }

    /** Creates an empty private file. */
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
                // Another process has just removed the empty parent folder.
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

    /** Takes the lock first: a path without a lock counts as abandoned. */
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

    /** Keeps the path on close: the next process that looks first rescues its content, then removes it. */
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

    /** Runs before the path of a dead process is removed; if it fails, the path stays. */
    public interface LeftoverRescue {
        void rescue(Path path) throws IOException;
    }

    /** Removes the paths of dead processes in a folder. */
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

    /** Also removes any file that is older than a day; only for private folders. */
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
            // The next process tries again.
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
