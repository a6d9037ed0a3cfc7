package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import replaystorage.console.Console;
import replaystorage.host.CliException;
import replaystorage.host.ConflictName;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockedTempPath;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RcloneFileName;

/**
 * The private temporary folder, on the target's file system, into which rclone downloads. It also holds replaced files for a
 * moment: what a killed run leaves of them is rescued by the next command that uses the folder.
 */
public final class IncomingFolder implements AutoCloseable {
    private static final String TEMP_KIND = "incoming";
    private static final String ARRIVED_FOLDER = "came";
    private static final String HELD_FOLDER = "held";

    /** Prefix of files that are rescued whatever they contain. */
    private static final String KEPT_FOLDER = "kept";

    private final Path stateFolder;
    private final LockedTempPath lockedFolder;

    private IncomingFolder(Path state, LockedTempPath own) {
        this.stateFolder = state;
        this.lockedFolder = own;
    }

    /** @throws CliException 74 if the target is not writable */
    static IncomingFolder create(Path target) {
        Path state = stateFolder(target);
        try {
            IncomingFolder incoming = new IncomingFolder(state, LockedTempPath.createFolder(state, TEMP_KIND));
            Files.createDirectory(incoming.arrivalFolder());
            return incoming;
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "can't write in the folder " + target + ": " + IoErrorText.describe(e),
                    "ls -ld " + target + "   # may you write in it, and is its disk full? df -h -i " + target);
        }
    }

    private static Path stateFolder(Path target) {
        return target.resolve(LocalTree.STATE_FOLDER);
    }

    Path arrivalFolder() {
        return lockedFolder.path().resolve(ARRIVED_FOLDER);
    }

    Path arrivalPath(String name) {
        return arrivalFolder().resolve(RcloneFileName.toDisk(name));
    }

    /**
     * Keeps a file that will be replaced under a second name.
     *
     * @param expected its version; null if it is to be kept whatever it is
     */
    Path backUp(String name, Path file, FileVersion expected) throws IOException {
        String mark = expected == null ? KEPT_FOLDER : expected.size() + "_" + expected.epochNanos();
        Path held = lockedFolder.path().resolve(HELD_FOLDER).resolve(mark).resolve(RcloneFileName.toDisk(name));
        Files.createDirectories(held.getParent());
        return Files.createLink(held, file);
    }

    /** The folder has the only copy of a file: the next command that uses the folder rescues it. */
    void keepForRescue() {
        lockedFolder.keepForRescue();
    }

    @Override
    public void close() {
        lockedFolder.close();
        removeEmpty(stateFolder);
    }

    private static void removeEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's, or the pod's state.
        } catch (IOException e) {
            // A link, or not ours to remove.
        }
    }

    /** Removes leftovers of killed runs in a folder, but keeps files that have no other name. */
    public static void rescueLeftovers(String title, Path target, ConflictName conflictName, Console console) {
        Path state = stateFolder(target);
        if (!Files.isDirectory(state)) {
            return;
        }
        LockedTempPath.deleteLeftovers(state, left -> {
            Deque<Path> held = new ArrayDeque<>();
            Path folder = left.resolve(HELD_FOLDER);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.filter(Files::isRegularFile).forEach(held::add);
                }
            }
            for (Path file : held) {
                rescueFile(title, target, folder.relativize(file), file, conflictName, console);
            }
        });
        removeEmpty(state);
    }

    /** A file that is still the expected version was replaced on purpose. */
    private static void rescueFile(
            String title, Path target, Path relative, Path file, ConflictName conflictName, Console console)
            throws IOException {
        String mark = relative.getName(0).toString();
        String name = RcloneFileName.fromDisk(
                relative.subpath(1, relative.getNameCount()).toString());
        FileVersion version = LocalFile.stat(file)
                .map(LocalFile::version)
                .orElseThrow(() -> new IOException("it can't be looked at"));
        boolean isExpected = mark.equals(version.size() + "_" + version.epochNanos());
        if (isExpected || hasOtherName(file)) {
            return;
        }
        Files.createDirectories(target.resolve(RcloneFileName.toDisk(name)).getParent());
        String kept = LocalConflictCopy.keep(conflictName, file, target, name);
        console.warn(title + "/" + name
                + " was being replaced when a run was killed: the version that was here is kept as " + kept);
    }

    private static boolean hasOtherName(Path file) throws IOException {
        return Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links && links > 1;
    }
}
