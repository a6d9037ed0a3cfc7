package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where something is mounted, which can be neither renamed nor removed. */
public final class MountPoints {
    private static final Path MOUNT_TABLE = Path.of("/proc/self/mountinfo");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final int POINT_FIELD = 4;

    private MountPoints() {}

    /** Whether the folder, given by its real path, is a mount point or holds one. */
    public static boolean isAtOrBelow(Path folder) {
        try (Stream<String> lines = Files.lines(MOUNT_TABLE, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(" ", -1))
                    .filter(fields -> fields.length > POINT_FIELD)
                    .anyMatch(fields -> Path.of(unescape(fields[POINT_FIELD])).startsWith(folder));
        } catch (IOException e) {
            return false;
        }
    }

    /** Blanks and the like stand as three octal digits. */
    private static String unescape(String field) {
        Matcher octal = ESCAPED.matcher(field);
        String bytes = octal.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
