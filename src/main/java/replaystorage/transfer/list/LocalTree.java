package replaystorage.transfer.list;

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
import replaystorage.host.IoErrorText;
import replaystorage.stability.FileKindPatterns;

/**
 * What lies in a folder, by rclone's names. Links are followed; one that leads to its own ancestor, or nowhere, is named and left out, as are
 * sockets and the like. Our own state and temporary names are left out silently.
 *
 * @param linkTargets that were followed
 * @param warnings what was left out and why, a line each
 * @param unreadable what could not be read, a line each
 * @param walkedAt a moment before the first file was looked at
 */
public record LocalTree(
        Path root,
        Map<String, LocalFile> files,
        LinkTargets linkTargets,
        List<String> warnings,
        List<String> unreadable,
        Instant walkedAt) {

    /** The folder of our own state, wherever it lies. */
    public static final String STATE_FOLDER = ".replay-storage";

    /** What Java shows in place of bytes that are no UTF-8. */
    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    /** Walks the folder; one that is not there is empty. */
    public static LocalTree walk(Path root) {
        LocalTree tree = new LocalTree(
                root, new HashMap<>(), new LinkTargets(root), new ArrayList<>(), new ArrayList<>(), Instant.now());
        if (Files.isDirectory(root)) {
            tree.walkFolder(root, "", new ArrayDeque<>());
        }
        return tree;
    }

    /** The same without our own state, where the folder contains it, and without what a filter leaves out. */
    public LocalTree filtered(Path state, Predicate<String> filter) {
        files.keySet().removeIf(filter.negate());
        Path folder = root.toAbsolutePath().normalize();
        if (state.startsWith(folder)) {
            String ours = RcloneFileName.fromDisk(folder.relativize(state).toString()) + "/";
            files.keySet().removeIf(name -> name.startsWith(ours));
        }
        return this;
    }

    /** Nothing of the folder, which was not looked into. */
    public static LocalTree empty(Path root) {
        return new LocalTree(root, Map.of(), new LinkTargets(root), List.of(), List.of(), Instant.now());
    }

    /** The stamp of a file by its name from further up, or null where the walk did not come by it. */
    public Function<String, FileVersion> versionLookup(String prefix) {
        return name -> {
            LocalFile file = name.startsWith(prefix) ? files.get(name.substring(prefix.length())) : null;
            return file == null ? null : file.version();
        };
    }

    private void walkFolder(Path folder, String prefix, Deque<Object> ancestors) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            Object key = attributes.fileKey() == null ? folder.toRealPath() : attributes.fileKey();
            if (ancestors.contains(key)) {
                warnings.add(IoErrorText.printablePath(folder) + " is a link to a folder above it: not followed");
                return;
            }
            ancestors.push(key);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    walkEntry(entry, prefix, ancestors);
                }
            } finally {
                ancestors.pop();
            }
        } catch (NoSuchFileException e) {
            // It was removed while we walked.
        } catch (IOException | DirectoryIteratorException e) {
            unreadable.add(IoErrorText.printablePath(folder) + " can't be read: " + IoErrorText.describe(e));
        }
    }

    private void walkEntry(Path entry, String prefix, Deque<Object> ancestors) {
        Path own = entry.getFileName();
        String name = own.toString();
        if (name.equals(STATE_FOLDER) || FileKindPatterns.TEMPORARY.matches(name)) {
            return;
        }
        if (name.indexOf(REPLACEMENT_CHARACTER) >= 0 && !own.equals(Path.of(name))) {
            unreadable.add(IoErrorText.printablePath(entry)
                    + " has a name that is not valid UTF-8: rename it to have it saved");
            return;
        }
        String rclones = RcloneFileName.fromDisk(name);
        if (!RcloneFileName.canBeCopied(rclones)) {
            unreadable.add(IoErrorText.printablePath(entry)
                    + " has U+201B in its name, which rclone can't copy: rename it to have it saved");
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                attributes = Files.readAttributes(entry, BasicFileAttributes.class);
                linkTargets.add(prefix + rclones, entry);
            }
            if (attributes.isDirectory()) {
                walkFolder(entry, prefix + rclones + "/", ancestors);
            } else if (!attributes.isRegularFile()) {
                warnings.add(IoErrorText.printablePath(entry) + " is neither a file nor a folder: skipped");
            } else {
                // The same name stands in the listing and in the record: one String for all of them.
                String full = (prefix + rclones).intern();
                files.put(full, LocalFile.of(root, full, attributes));
            }
        } catch (IOException e) {
            if (Files.isSymbolicLink(entry)) {
                warnings.add(IoErrorText.printablePath(entry) + " is a broken link: skipped");
            } else if (!(e instanceof NoSuchFileException)) {
                unreadable.add(IoErrorText.printablePath(entry) + " can't be read: " + IoErrorText.describe(e));
            }
        }
    }
}
