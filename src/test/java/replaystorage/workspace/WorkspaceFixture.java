package replaystorage.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import replaystorage.host.Environment;
import replaystorage.workspace.move.SetupReport;

/** $WORKSPACE and $APP_DIR of a pod. */
public record WorkspaceFixture(Path workspace, Path app) {
    public static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");
    public static final Instant NEW = Instant.parse("2026-01-02T10:00:00Z");

    SetupReport prepare() {
        return new WorkspaceSetup(new Workspace(Environment.of(variables())), List.of()).prepare();
    }

    Map<String, String> variables() {
        return Map.of("WORKSPACE", workspace.toString(), "APP_DIR", app.toString(), "POD_ID", "pod7");
    }

    Path checkpoints() {
        return workspace.resolve("checkpoints");
    }

    Path appCheckpoints() {
        return app.resolve("checkpoints");
    }

    /** Creates a file with this content and time, and its folders. */
    public static Path file(Path file, String content, Instant time) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path file(Path file, String content) {
        return file(file, content, OLD);
    }

    public static Path link(Path link, String target) {
        try {
            Files.createDirectories(link.getParent());
            return Files.createSymbolicLink(link, Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each entry by relative name: content of a file, `-> TARGET` for a link, `/` for a folder. */
    public static Map<String, String> content(Path folder) {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(entry -> !entry.equals(folder))
                    .forEach(entry -> found.put(folder.relativize(entry).toString(), what(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String what(Path entry) {
        try {
            if (Files.isSymbolicLink(entry)) {
                return "-> " + Files.readSymbolicLink(entry);
            }
            if (Files.isDirectory(entry)) {
                return "/";
            }
            return Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                    ? new String(Files.readAllBytes(entry), StandardCharsets.ISO_8859_1)
                    : "special";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
