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
 * Files of a folder, by rclone's names. Links are followed; broken links, links to a parent folder, sockets and the like are reported and
 * skipped. The state folder and temporary names are skipped silently.
 *
 * @param warnings skipped files and why, one per line
 * @param walkedAt a moment before the first file was looked at
 */
public record LocalTree(
        Path root,
        Map<String, LocalFile> files,
        LinkTargets linkTargets,
        List<String> warnings,
        List<String> unreadable,
        Instant walkedAt) {

    /** The program's state folder, anywhere. */
    public static final String STATE_FOLDER = ".replay-storage";

    /** Java's replacement for bytes that are not UTF-8. */
    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    /** A missing folder is empty. */
    public static LocalTree walk(Path root) {
        LocalTree tree = new LocalTree(
                root, new HashMap<>(), new LinkTargets(root), new ArrayList<>(), new ArrayList<>(), Instant.now());
        if (Files.isDirectory(root)) {
            tree.walkFolder(root, "", new ArrayDeque<>());
        }
        return tree;
    }

    /** Without the state folder, and without files that the filter excludes. */
    public LocalTree filtered(Path state, Predicate<String> filter) {
        files.keySet().removeIf(filter.negate());
        Path folder = root.toAbsolutePath().normalize();
        if (state.startsWith(folder)) {
            String ours = RcloneFileName.fromDisk(folder.relativize(state).toString()) + "/";
            files.keySet().removeIf(name -> name.startsWith(ours));
        }
        return this;
    }

    public static LocalTree empty(Path root) {
        return new LocalTree(root, Map.of(), new LinkTargets(root), List.of(), List.of(), Instant.now());
    }

    /** Version of a file by its name relative to a parent folder, or null if the walk did not find it. */
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
            // Removed during the walk.
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
                // Listing and record contain the same name: one String for all.
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
