package replaystorage.transfer.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.stability.FileKindPatterns;
import replaystorage.stability.MultiFileCheckpoint;

/** Files that refer to others, such as an index or `latest`: each is uploaded after the files that it refers to. */
public final class PointerFiles {
    /** A longer index is read up to this size. */
    private static final int MAX_READ_BYTES = 8 << 20;

    private static final int MAX_DEPTH = 64;
    private static final Pattern NON_NAME_CHARACTERS = Pattern.compile("[^A-Za-z0-9_.=+-]+");
    private static final Pattern NUMBER = Pattern.compile("\\D*0*(\\d+)");

    private PointerFiles() {}

    /** Lower ranks go first: payload, then indexes, then pointers to a checkpoint, deeper ones earlier. */
    public static int uploadRank(String name) {
        if (!FileKindPatterns.isUploadedLast(name)) {
            return 0;
        }
        int depth = (int) name.chars().filter(c -> c == '/').count();
        return FileKindPatterns.CHECKPOINT_INDEX.matches(name) ? 1 : 2 + MAX_DEPTH - Math.min(MAX_DEPTH, depth);
    }

    /**
     * The pointers that may refer to one of the absent files.
     *
     * @param absent files that are not in the bucket as they are here
     */
    public static List<String> pointersToAny(Route route, Collection<String> names, Collection<String> absent) {
        return absent.isEmpty()
                ? List.of()
                : names.stream()
                        .filter(name ->
                                !route.isAppendOnly(name) && uploadRank(name) > 0 && mayNameAny(route, name, absent))
                        .toList();
    }

    /** True if a pointer may refer to one of the absent files, and so must wait. */
    public static boolean mayNameAny(Route route, String pointer, Collection<String> absent) {
        String folder = folder(pointer);
        Set<String> candidates = absent.stream()
                .filter(name -> name.startsWith(folder) && !name.equals(pointer) && !FileKindPatterns.LOG.matches(name))
                .collect(Collectors.toSet());
        if (candidates.isEmpty()) {
            return false;
        }
        Set<String> words = words(route.localPath(pointer));
        if (candidates.stream().anyMatch(name -> isPathNamed(name.substring(folder.length()), words))) {
            return true;
        }
        Path root = route.localFolder();
        Path parent = route.localPath(pointer).getParent();
        return MultiFileCheckpoint.enclosing(root, parent).isPresent()
                || (!namesAnySibling(parent, words)
                        && candidates.stream().anyMatch(name -> folder(name).equals(folder)));
    }

    private static String folder(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** Words of a text of any format that may be file names. */
    public static Set<String> words(String text) {
        return Arrays.stream(NON_NAME_CHARACTERS.split(text))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> words(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return words(new String(in.readNBytes(MAX_READ_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** True if a path, or a folder on it, is named: in full, without its extension, or by its number. */
    public static boolean isPathNamed(String path, Set<String> words) {
        return Arrays.stream(path.split("/")).anyMatch(part -> isNameIn(part, words));
    }

    private static boolean isNameIn(String part, Set<String> words) {
        for (int end = part.length(); end > 0; end = part.lastIndexOf('.', end - 1)) {
            if (words.contains(part.substring(0, end))) {
                return true;
            }
        }
        var number = NUMBER.matcher(part);
        return words.size() == 1 && number.matches() && words.contains(number.group(1));
    }

    /** A pointer that names a file beside it needs nothing else there. */
    private static boolean namesAnySibling(Path folder, Set<String> words) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(entry -> isNameIn(entry.getFileName().toString(), words));
        } catch (IOException e) {
            return false;
        }
    }
}
