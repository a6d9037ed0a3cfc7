package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import replaystorage.settings.Reason;
import replaystorage.settling.WriterNames;

/**
 * What lies in a folder, by rclone's names. Links are followed; one that leads to its own ancestor, or nowhere, is named and left out, as are
 * sockets and the like. Our own state and temporary names are left out silently.
 *
 * @param links that were followed
 * @param warnings what was left out and why, a line each
 * @param unreadable what could not be read, a line each
 * @param looked a moment before the first file was looked at
 */
public record LocalTree(
        Path root,
        Map<String, LocalFile> files,
        Links links,
        List<String> warnings,
        List<String> unreadable,
        Instant looked) {

    /** The folder of our own state, wherever it lies. */
    public static final String STATE = ".replay-storage";

    /** What Java shows in place of bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Walks the folder; one that is not there is empty. */
    public static LocalTree walk(Path root) {
        LocalTree tree = new LocalTree(
                root, new HashMap<>(), new Links(root), new ArrayList<>(), new ArrayList<>(), Instant.now());
        if (Files.isDirectory(root)) {
            tree.enter(root, "", new ArrayDeque<>());
        }
        return tree;
    }

    /** The same without our own state, where the folder contains it, and without what a filter leaves out. */
    LocalTree without(Path state, Predicate<String> filter) {
        files.keySet().removeIf(filter.negate());
        Path folder = root.toAbsolutePath().normalize();
        if (state.startsWith(folder)) {
            String ours = RcloneName.of(folder.relativize(state).toString()) + "/";
            files.keySet().removeIf(name -> name.startsWith(ours));
        }
        return this;
    }

    /** Nothing of the folder, which was not looked into. */
    static LocalTree none(Path root) {
        return new LocalTree(root, Map.of(), new Links(root), List.of(), List.of(), Instant.now());
    }

    /** The stamp of a file by its name from further up, or null where the walk did not come by it. */
    Function<String, Stamp> under(String prefix) {
        return name -> {
            LocalFile file = name.startsWith(prefix) ? files.get(name.substring(prefix.length())) : null;
            return file == null ? null : file.stamp();
        };
    }

    private void enter(Path folder, String prefix, Deque<Object> ancestors) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            Object key = attributes.fileKey() == null ? folder.toRealPath() : attributes.fileKey();
            if (ancestors.contains(key)) {
                warnings.add(Reason.shown(folder) + " leads back to a folder that it lies in: not followed");
                return;
            }
            ancestors.push(key);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    visit(entry, prefix, ancestors);
                }
            } finally {
                ancestors.pop();
            }
        } catch (NoSuchFileException e) {
            // It was removed while we walked.
        } catch (IOException | DirectoryIteratorException e) {
            unreadable.add(Reason.shown(folder) + " can't be read: " + Reason.of(e));
        }
    }

    private void visit(Path entry, String prefix, Deque<Object> ancestors) {
        Path own = entry.getFileName();
        String name = own.toString();
        if (name.equals(STATE) || WriterNames.TEMPORARY.matches(name)) {
            return;
        }
        if (name.indexOf(REPLACEMENT) >= 0 && !own.equals(Path.of(name))) {
            unreadable.add(Reason.shown(entry) + " has a name that is not valid UTF-8: rename it to have it saved");
            return;
        }
        String rclones = RcloneName.of(name);
        if (!RcloneName.isCarried(rclones)) {
            unreadable.add(Reason.shown(entry)
                    + " has a U+201B in its name, which rclone can't copy: rename it to have it saved");
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                attributes = Files.readAttributes(entry, BasicFileAttributes.class);
                links.add(prefix + rclones, entry);
            }
            if (attributes.isDirectory()) {
                enter(entry, prefix + rclones + "/", ancestors);
            } else if (!attributes.isRegularFile()) {
                warnings.add(Reason.shown(entry) + " is neither a file nor a folder: left out");
            } else {
                // The same name stands in the listing and in the record: one String for all of them.
                String full = (prefix + rclones).intern();
                files.put(full, LocalFile.of(root, full, attributes));
            }
        } catch (IOException e) {
            if (Files.isSymbolicLink(entry)) {
                warnings.add(Reason.shown(entry) + " is a link that leads nowhere: left out");
            } else if (!(e instanceof NoSuchFileException)) {
                unreadable.add(Reason.shown(entry) + " can't be read: " + Reason.of(e));
            }
        }
    }
}
