package replaystorage.it.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Installed scripts in a folder with spaces beside a jar; all paths that they may use are below one root. */
final class LauncherInstallation {
    record LauncherRun(int status, List<String> out, String err) {}

    /** A java that prints its arguments, one per line. */
    static final String TELLING_JAVA = "#!/bin/sh\nprintf '%s\\n' \"$@\" \"LC_ALL=$LC_ALL\"\n";

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    final Path launcher;

    LauncherInstallation(Path root) {
        this.root = root;
        launcher = path("opt/replay storage/bin/replay-storage");
        for (var script : List.of("replay-storage", "install-missing", "install-rclone", "auto_sync_checkpoints.sh")) {
            write("opt/replay storage/bin/" + script, text(Path.of("scripts", script)));
        }
        write("opt/replay storage/lib/replay-storage.jar", "");
        write("java", TELLING_JAVA);
        set("HOME", path("home").toString());
        set("PATH", System.getenv("PATH"));
        set("REPLAY_STORAGE_JAVA", path("java").toString());
        set("REPLAY_STORAGE_RCLONE", "/bin/true");
    }

    Path path(String name) {
        return root.resolve(name);
    }

    LauncherInstallation set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    LauncherInstallation unset(String... names) {
        environment.keySet().removeAll(List.of(names));
        return this;
    }

    /** Writes a program that everyone can execute. */
    Path write(String name, String content) {
        try {
            var file = path(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path link(String name, String target) {
        try {
            var file = path(name);
            Files.createDirectories(file.getParent());
            return Files.createSymbolicLink(file, Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder for PATH with only these tools. */
    Path tools(String... names) {
        for (var name : names) {
            write("tools/" + name, "#!/bin/sh\nPATH=/usr/bin:/bin exec " + name + " \"$@\"\n");
        }
        return path("tools");
    }

    LauncherRun runIn(Path folder, Object... command) {
        return start(folder, List.of(), command);
    }

    LauncherRun run(Object... command) {
        return start(root, List.of(), command);
    }

    /** Runs as an ordinary user. */
    LauncherRun runWithoutRoot(Object... command) {
        var drop = "root".equals(System.getProperty("user.name"))
                ? List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                : List.<String>of();
        return start(root, drop, command);
    }

    private LauncherRun start(Path folder, List<String> before, Object... command) {
        try {
            var words = new ArrayList<>(before);
            for (var word : command) {
                words.add(word.toString());
            }
            var out = path("out.txt");
            var err = path("err.txt");
            var builder = new ProcessBuilder(words).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            var status = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start()
                    .waitFor();
            return new LauncherRun(status, Files.readAllLines(out), text(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
