package replaystorage.rclone.conf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A private folder beside rclone.conf in which its next text is made. Only one can be open at a time, so it is also the
 * lock between two writers. It is gone when we are, whatever ends us; after SIGKILL the next writer removes it.
 */
public final class ConfWorkFolder implements AutoCloseable {
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Duration STALE_AGE = Duration.ofSeconds(10);
    private static final Pattern OWNER_PATTERN = Pattern.compile("(\\d{1,18}) (.*)");
    private static final Object GATE = new Object();
    private static final Set<Path> OPEN_FOLDERS = new HashSet<>();
    private static boolean shuttingDown;

    private final Path folder;

    private ConfWorkFolder(Path folder) {
        this.folder = folder;
    }

    static ConfWorkFolder open(Path conf) throws IOException, InterruptedException {
        Path folder = conf.resolveSibling("." + conf.getFileName() + ".replay-storage");
        long deadline = System.nanoTime() + STALE_AGE.toNanos() + STALE_AGE.toNanos() / 2;
        while (true) {
            try {
                synchronized (GATE) {
                    if (shuttingDown) {
                        throw new IOException("stopping");
                    }
                    Files.createDirectory(folder, PRIVATE_FOLDER);
                    OPEN_FOLDERS.add(folder);
                }
                ConfWorkFolder workFolder = new ConfWorkFolder(folder);
                workFolder.writeOwner();
                return workFolder;
            } catch (FileAlreadyExistsException e) {
                if (isAbandoned(folder)) {
                    remove(folder);
                } else if (System.nanoTime() > deadline) {
                    throw new IOException("another program is writing it", e);
                } else {
                    Thread.sleep(50);
                }
            }
        }
    }

    /** On the disk when it returns. */
    Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(
                file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE_FILE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        synchronized (GATE) {
            OPEN_FOLDERS.remove(folder);
            remove(folder);
        }
    }

    public static void removeAllOnShutdown() {
        synchronized (GATE) {
            shuttingDown = true;
            for (Path folder : OPEN_FOLDERS) {
                try {
                    remove(folder);
                } catch (IOException e) {
                    // The next writer tries again.
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try {
            long age = System.currentTimeMillis()
                    - Files.getLastModifiedTime(folder).toMillis();
            return age > STALE_AGE.toMillis() || isOwnerDead(folder.resolve("owner"));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isOwnerDead(Path note) throws IOException {
        Matcher owner = OWNER_PATTERN.matcher(Files.readString(note));
        if (!owner.matches() || !owner.group(2).equals(hostName())) {
            return false;
        }
        long pid = Long.parseLong(owner.group(1));
        synchronized (GATE) {
            return pid == ProcessHandle.current().pid()
                    ? !OPEN_FOLDERS.contains(note.getParent())
                    : ProcessHandle.of(pid).isEmpty();
        }
    }

    private void writeOwner() throws IOException {
        try {
            write("owner", (ProcessHandle.current().pid() + " " + hostName()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static String hostName() throws IOException {
        Path name = Path.of("/proc/sys/kernel/hostname");
        return Files.exists(name) ? Files.readString(name).strip() : "";
    }

    private static void remove(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    static Optional<String> reason(IOException e) {
        String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return Optional.ofNullable(text);
    }
}
