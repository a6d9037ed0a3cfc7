package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/**
 * The names under which a second version is kept beside the first, such as `latest.from-POD-20261125T103000.pt`.
 *
 * @param pod who keeps it; asked when there is something to keep
 * @param now shown by the pod's clock
 */
public record Beside(Supplier<String> pod, Instant now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** The extension stays last, so that what reads such files still knows it. */
    String name(String name) {
        int file = name.lastIndexOf('/') + 1;
        int dot = name.lastIndexOf('.');
        int end = dot > file ? dot : name.length();
        return name.substring(0, end) + ".from-" + pod.get().replaceAll("[^A-Za-z0-9_.-]", "-") + "-"
                + TIME.format(now.atZone(ZoneId.systemDefault())) + name.substring(end);
    }

    /** Keeps a local file under a second name too; the bytes are not copied where the disk can link. */
    static void keep(Path file, Path beside) throws IOException {
        Path bytes = file.toRealPath();
        try {
            Files.createLink(beside, bytes);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(bytes, beside, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
