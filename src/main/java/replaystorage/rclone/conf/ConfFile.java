package replaystorage.rclone.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;

/** The rclone.conf on the disk: reading, replacing, and who else may look into it. */
final class ConfFile {
    private static final Set<PosixFilePermission> OWNER_PERMISSIONS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

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
                    path() + " can't be read: "
                            + (folder
                                    ? "it is a folder"
                                    : ConfWorkFolder.reason(e).orElse("no permission")),
                    folder ? "mv " + quoted + " " + PasteableCommand.quote(path() + ".folder") : "ls -l " + quoted);
        }
    }

    /** Where the bytes lie: behind a link, its target. */
    Path realPath() throws IOException {
        Path target = path();
        for (int links = 0; links < 40 && Files.isSymbolicLink(target); links++) {
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        // Java 17 takes a link to a folder for a file that is in the way.
        if (!Files.isDirectory(target.getParent())) {
            Files.createDirectories(target.getParent(), ConfWorkFolder.PRIVATE_FOLDER);
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

    void replaceWith(Path next, Path target) throws IOException {
        if (Files.exists(target)) {
            PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
            PosixFileAttributeView view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
            try {
                if (!old.owner().equals(view.readAttributes().owner())) {
                    view.setOwner(old.owner());
                    view.setGroup(old.group());
                }
            } catch (IOException e) {
                // Only root may give a file away.
            }
        }
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
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
        try {
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
            Set<PosixFilePermission> wanted = EnumSet.copyOf(OWNER_PERMISSIONS);
            if (!Files.isDirectory(path)) {
                wanted.remove(PosixFilePermission.OWNER_EXECUTE);
            }
            if (!now.contains(PosixFilePermission.OWNER_WRITE)) {
                wanted.remove(PosixFilePermission.OWNER_WRITE);
            }
            if (!now.equals(wanted)) {
                Files.setPosixFilePermissions(path, wanted);
            }
        } catch (IOException | UnsupportedOperationException e) {
            notes.add(
                    path + " can be read by other users, and its mode can't be changed (" + permissionText(path) + ")");
        }
    }

    private static String permissionText(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return "unknown";
        }
    }
}
