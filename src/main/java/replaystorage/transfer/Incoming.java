package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import replaystorage.host.TemporaryPath;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;

/**
 * The private folder, on the disk of the folder that a download fills, into which rclone copies. Beside what comes it holds, for a moment each, the
 * files that are replaced: what a killed run leaves of these is kept in the folder by the next command that works on it.
 */
final class Incoming implements AutoCloseable {
    private static final String KIND = "incoming";
    private static final String CAME = "came";
    private static final String HELD = "held";

    /** Stands before the name of a file that is to be kept whatever it is. */
    private static final String KEPT = "kept";

    private final Path state;
    private final TemporaryPath own;

    private Incoming(Path state, TemporaryPath own) {
        this.state = state;
        this.own = own;
    }

    /** @throws CliException 74 where nothing can be written in the target */
    static Incoming in(Path target) {
        Path state = state(target);
        try {
            Incoming incoming = new Incoming(state, TemporaryPath.folder(state, KIND));
            Files.createDirectory(incoming.folder());
            return incoming;
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "can't write in the folder " + target + ": " + Reason.of(e),
                    "ls -ld " + target + "   # may you write in it, and is its disk full? df -h -i " + target);
        }
    }

    private static Path state(Path target) {
        return target.resolve(LocalTree.STATE);
    }

    /** Where rclone copies to. */
    Path folder() {
        return own.path().resolve(CAME);
    }

    /** Where a file arrives. */
    Path came(String name) {
        return folder().resolve(RcloneName.onDisk(name));
    }

    /**
     * Holds a file that is to be replaced under a second name.
     *
     * @param expected what it is looked at as; null where it is to be kept whatever it is
     */
    Path hold(String name, Path file, Stamp expected) throws IOException {
        String mark = expected == null ? KEPT : expected.size() + "_" + expected.nanos();
        Path held = own.path().resolve(HELD).resolve(mark).resolve(RcloneName.onDisk(name));
        Files.createDirectories(held.getParent());
        return Files.createLink(held, file);
    }

    /** Something in it has no other name: the next command that works on the folder keeps it there. */
    void leave() {
        own.leave();
    }

    @Override
    public void close() {
        own.close();
        removeEmpty(state);
    }

    private static void removeEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's, or the pod's state.
        } catch (IOException e) {
            // It may be a link, or not ours to remove.
        }
    }

    /** Removes what killed runs left in a folder, and keeps in it what has no other name. */
    static void clear(String title, Path target, Beside beside, Reporter reporter) {
        Path state = state(target);
        if (!Files.isDirectory(state)) {
            return;
        }
        TemporaryPath.clear(state, left -> {
            Deque<Path> held = new ArrayDeque<>();
            Path folder = left.resolve(HELD);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.filter(Files::isRegularFile).forEach(held::add);
                }
            }
            for (Path file : held) {
                rescue(title, target, folder.relativize(file), file, beside, reporter);
            }
        });
        removeEmpty(state);
    }

    /** One that is what it was looked at as was replaced on purpose. */
    private static void rescue(String title, Path target, Path relative, Path file, Beside beside, Reporter reporter)
            throws IOException {
        String mark = relative.getName(0).toString();
        String name = RcloneName.of(relative.subpath(1, relative.getNameCount()).toString());
        Stamp stamp =
                LocalFile.look(file).map(LocalFile::stamp).orElseThrow(() -> new IOException("it can't be looked at"));
        boolean isExpected = mark.equals(stamp.size() + "_" + stamp.nanos());
        if (isExpected || hasOtherName(file)) {
            return;
        }
        Files.createDirectories(target.resolve(RcloneName.onDisk(name)).getParent());
        String kept = beside.keep(file, target, name);
        reporter.warn(title + "/" + name
                + " was being replaced when a run was killed: the version that was here is kept as " + kept);
    }

    private static boolean hasOtherName(Path file) throws IOException {
        return Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links && links > 1;
    }
}
