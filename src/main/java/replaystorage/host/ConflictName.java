package replaystorage.host;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes unique conflict names for the second version of a file, such as {@code latest.from-POD-20261125T103000.pt}. */
public final class ConflictName {
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** Limit of most file systems. */
    private static final int MAX_NAME_BYTES = 255;

    /** Storages allow keys of 1,024 bytes, including the folders above; a longer name goes to a higher folder. */
    private static final int MAX_PATH_BYTES = 900;

    /** A longer suffix is not an extension. */
    private static final int MAX_EXTENSION = 32;

    private static final int MAX_POD_NAME = 64;

    private final Supplier<String> podName;
    private final InstantSource clock;
    private final Set<String> givenNames = new HashSet<>();

    /**
     * @param pod name of the pod; called when a name is needed
     * @param clock called at that moment too
     */
    public ConflictName(Supplier<String> pod, InstantSource clock) {
        this.podName = pod;
        this.clock = clock;
    }

    /**
     * Returns a new name; the extension stays last, so that programs still recognize the file.
     *
     * @param name rclone's name, with its folders
     * @param isTaken true if a file of that name is known
     */
    public synchronized String nameFor(String name, Predicate<String> isTaken) {
        String mark = podMark() + TIME_FORMAT.format(clock.instant().atZone(ZoneId.systemDefault()));
        String result = insertMark(name, mark);
        for (int n = 2; givenNames.contains(result) || isTaken.test(result); n++) {
            result = insertMark(name, mark + "-" + n);
        }
        givenNames.add(result);
        return result;
    }

    /** True if this pod created the second name for a version of a file of the first name, at any time. */
    public boolean isVersionOf(String name, String version) {
        String time = "00000000T000000";
        String example = insertMark(name, podMark() + time);
        int end = example.lastIndexOf(time);
        return version.startsWith(example.substring(0, end))
                && version.endsWith(example.substring(end + time.length()));
    }

    private String podMark() {
        String name = podName.get().replaceAll("[^A-Za-z0-9_.-]", "-");
        return ".from-" + name.substring(0, Math.min(name.length(), MAX_POD_NAME)) + "-";
    }

    private static String insertMark(String name, String mark) {
        int file = name.lastIndexOf('/') + 1;
        int dot = name.lastIndexOf('.');
        int end = dot > file && utf8Length(name.substring(dot)) <= MAX_EXTENSION ? dot : name.length();
        String stem = name.substring(file, end);
        String tail = mark + name.substring(end);
        String folder = name.substring(0, file);
        if (utf8Length(stem + tail) <= MAX_NAME_BYTES && utf8Length(folder + stem + tail) <= MAX_PATH_BYTES) {
            return folder + stem + tail;
        }
        // The hash keeps long names with the same beginning apart.
        String shortened =
                truncate(stem, MAX_NAME_BYTES - 1 - 8 - utf8Length(tail)) + "~" + FileNameHash.shortHash(name) + tail;
        while (!folder.isEmpty() && utf8Length(folder + shortened) > MAX_PATH_BYTES) {
            folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
        }
        return folder + shortened;
    }

    /** Keeps at least one character, and no half of a character that rclone has quoted. */
    private static String truncate(String stem, int most) {
        String cut = stem;
        while (utf8Length(cut) > most && cut.codePointCount(0, cut.length()) > 1) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut.replaceFirst("(?<=.)\u201B+$", "");
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
