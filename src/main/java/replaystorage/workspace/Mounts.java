package replaystorage.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where something is mounted, which can be neither renamed nor removed. */
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final int POINT = 4;

    private Mounts() {}

    /** Whether the folder, given by its real path, is a mount point or holds one. */
    static boolean isAtOrBelow(Path folder) {
        try (Stream<String> lines = Files.lines(TABLE, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(" ", -1))
                    .filter(fields -> fields.length > POINT)
                    .anyMatch(fields -> Path.of(plain(fields[POINT])).startsWith(folder));
        } catch (IOException e) {
            return false;
        }
    }

    /** Blanks and the like stand as three octal digits. */
    private static String plain(String field) {
        Matcher octal = ESCAPED.matcher(field);
        String bytes = octal.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
