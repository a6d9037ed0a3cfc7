package replaystorage.rclone.conf;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockedTempPath;
import replaystorage.host.PasteableCommand;

/** The rclone.conf on the disk: reading, replacing, and who else may look into it. */
final class ConfFile {
    private static final FileAttribute<?> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final long STALE_MILLIS = 10_000;
    private static final long MAX_WAIT_MILLIS = 15_000;

    private final ConfLocation location;

    ConfFile(ConfLocation location) {
        this.location = location;
    }

    Path path() {
        return location.file();
    }

    /** Empty where there is none. */
    byte[] read() {
        try {
            return Files.readAllBytes(path());
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            boolean folder = Files.isDirectory(path());
            String quoted = PasteableCommand.quote(path().toString());
            throw new CliException(
                    ExitStatus.LOCAL,
                    path() + " can't be read: " + (folder ? "it is a folder" : IoErrorText.describe(e)),
                    folder ? "mv " + quoted + " " + PasteableCommand.quote(path() + ".folder") : "ls -l " + quoted);
        }
    }

    /** Of a link, its target. The folder is made if it is missing. */
    Path realPath() throws IOException {
        Path target = path();
        for (int links = 0; links < 40 && Files.isSymbolicLink(target); links++) {
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        // Java 17 takes a link to a folder for a file that is in the way.
        if (!Files.isDirectory(target.getParent())) {
            Files.createDirectories(target.getParent(), PRIVATE_FOLDER);
        }
        return target.getParent().toRealPath().resolve(target.getFileName());
    }

    /** Whether its owner has made it read-only; a root would write it nevertheless. */
    boolean isReadOnly() {
        try {
            return Files.exists(path())
                    && (!Files.isWritable(path())
                            || !Files.getPosixFilePermissions(path()).contains(PosixFilePermission.OWNER_WRITE));
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Replaces the file in one step. The new file is the lock too, as in git: nobody else can create it meanwhile.
     *
     * @return false if the bytes are not those of before
     */
    boolean replace(byte[] before, byte[] after) throws IOException {
        Path target = realPath();
        Path next = target.resolveSibling("." + target.getFileName() + ".replay-storage");
        createWhenFree(next);
        boolean replaced = false;
        try {
            write(next, after);
            if (Arrays.equals(before, read())) {
                keepOwner(target, next);
                Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
                replaced = true;
            }
            return replaced;
        } finally {
            if (!replaced) {
                Files.deleteIfExists(next);
            }
        }
    }

    /** One that is used lives for an instant. An older one is of a killed run; the version before had a folder there. */
    private static void createWhenFree(Path next) throws IOException {
        for (long start = System.currentTimeMillis(); ; pause()) {
            try {
                Files.createFile(next, PRIVATE_FILE);
                return;
            } catch (FileAlreadyExistsException e) {
                long now = System.currentTimeMillis();
                long modified = next.toFile().lastModified();
                if (modified > 0 && now - modified > STALE_MILLIS) {
                    LockedTempPath.deleteTree(next);
                } else if (now - start > MAX_WAIT_MILLIS) {
                    throw new IOException("another program is writing it", e);
                }
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Creates a file for the owner alone. */
    static void writePrivate(Path file, byte[] bytes) throws IOException {
        Files.createFile(file, PRIVATE_FILE);
        write(file, bytes);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
            out.getFD().sync();
        }
    }

    private static void keepOwner(Path target, Path next) {
        try {
            for (String id : List.of("unix:uid", "unix:gid")) {
                Files.setAttribute(next, id, Files.getAttribute(target, id));
            }
        } catch (IOException e) {
            // It is the first, or we may not give it away: only root may.
        }
    }

    /** Takes everybody else's permissions away, of the folder too where it is rclone's own; what could not be is told. */
    List<String> restrictToOwner() {
        List<String> notes = new ArrayList<>();
        if (location.inOwnFolder()) {
            restrict(path().getParent(), notes);
        }
        restrict(path(), notes);
        return notes;
    }

    private static void restrict(Path path, List<String> notes) {
        if (!Files.exists(path)) {
            return;
        }
        String mode = "unknown";
        try {
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
            mode = PosixFilePermissions.toString(now);
            String wanted = (now.contains(PosixFilePermission.OWNER_WRITE) ? "rw" : "r-")
                    + (Files.isDirectory(path) ? "x------" : "-------");
            if (!mode.equals(wanted)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(wanted));
            }
        } catch (IOException | UnsupportedOperationException e) {
            notes.add(path + " can be read by other users, and its mode can't be changed (" + mode + ")");
        }
    }
}
