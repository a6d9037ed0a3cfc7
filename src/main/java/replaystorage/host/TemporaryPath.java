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
public final class TemporaryPath implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("(replay-storage-[a-z]+-[0-9a-f]{16})(?:\\.lock)?");

    /** Where a file system knows no locks, what is older than this belongs to nobody. */
    private static final Duration LONG = Duration.ofDays(1);

    private static final FileAttribute<?> PRIVATE_FILE = permissions("rw-------");
    private static final FileAttribute<?> PRIVATE_FOLDER = permissions("rwx------");
    private static final int TRIES = 5;

    private final Path path;
    private final LockFile lock;
    private boolean left;

    /** @param lock null where the file system knows none */
    private TemporaryPath(Path path, LockFile lock) {
        this.path = path;
        this.lock = lock;
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /** An empty private folder; kind is a word of small letters that tells what it is for. */
    public static TemporaryPath folder(Path parent, String kind) throws IOException {
        return made(parent, kind, path -> Files.createDirectory(path, PRIVATE_FOLDER));
    }

    /** An empty private file. */
    public static TemporaryPath file(Path parent, String kind) throws IOException {
        return made(parent, kind, path -> Files.createFile(path, PRIVATE_FILE));
    }

    private interface Work {
        void on(Path path) throws IOException;
    }

    private static TemporaryPath made(Path parent, String kind, Work make) throws IOException {
        NoSuchFileException gone = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long number = ThreadLocalRandom.current().nextLong();
            Path path = parent.resolve(
                    "replay-storage-" + kind + "-" + HexFormat.of().toHexDigits(number));
            try {
                TemporaryPath claimed = claimed(path);
                if (claimed != null) {
                    return made(claimed, make);
                }
            } catch (NoSuchFileException e) {
                // Another process has removed the empty folder around it just now.
                gone = e;
            }
        }
        throw gone == null ? new IOException("no name is free in " + parent) : gone;
    }

    private static TemporaryPath made(TemporaryPath claimed, Work make) throws IOException {
        try {
            make.on(claimed.path);
            return claimed;
        } catch (IOException e) {
            claimed.close();
            throw e;
        }
    }

    /** The lock comes first: a path without one belongs to nobody. */
    private static TemporaryPath claimed(Path path) throws IOException {
        Path file = lockOf(path);
        try {
            Optional<LockFile> lock = LockFile.take(file);
            if (lock.isPresent() && Files.exists(file)) {
                return new TemporaryPath(path, lock.get());
            }
            lock.ifPresent(LockFile::close);
            return null;
        } catch (IOException e) {
            if (Files.exists(file)) {
                return new TemporaryPath(path, null);
            }
            throw e;
        }
    }

    private static Path lockOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    public Path path() {
        return path;
    }

    /** It is not removed when it is closed, but by the next process that looks, which saves first what must not be lost. */
    public void leave() {
        left = true;
    }

    @Override
    public void close() {
        if (!left) {
            delete(path);
            lockOf(path).toFile().delete();
        }
        if (lock != null) {
            lock.close();
        }
    }

    /** What must be done before a path of a dead process is removed; where it fails, the path stays. */
    public interface Rescue {
        void of(Path path) throws IOException;
    }

    /** Removes what lies in a folder and belongs to no living process. */
    public static void clear(Path parent, Rescue rescue) {
        Set<String> names = new TreeSet<>();
        for (String name : names(parent)) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        names.forEach(name -> clearOne(parent.resolve(name), rescue));
    }

    /** The same in a folder of ours alone, where nothing else is of use for longer than a day. */
    public static void clearOwn(Path parent) {
        clear(parent, path -> {});
        for (String name : names(parent)) {
            Path path = parent.resolve(name);
            if (!NAME.matcher(name).matches() && isOld(path)) {
                delete(path);
            }
        }
    }

    private static String[] names(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? new String[0] : names;
    }

    private static void clearOne(Path path, Rescue rescue) {
        Path file = lockOf(path);
        try (LockFile lock = LockFile.take(file).orElse(null)) {
            if (lock != null) {
                remove(path, rescue);
            }
        } catch (IOException e) {
            if (isOld(file) && isOld(path)) {
                remove(path, rescue);
            }
        }
    }

    private static void remove(Path path, Rescue rescue) {
        try {
            if (Files.exists(path)) {
                rescue.of(path);
            }
            delete(path);
            Files.deleteIfExists(lockOf(path));
        } catch (IOException | UncheckedIOException e) {
            // The next one tries again.
        }
    }

    private static boolean isOld(Path path) {
        long modified = path.toFile().lastModified();
        return Instant.ofEpochMilli(modified).isBefore(Instant.now().minus(LONG));
    }

    private static void delete(Path path) {
        try (Stream<Path> all = Files.walk(path, new FileVisitOption[0])) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            path.toFile().delete();
        }
    }
}
