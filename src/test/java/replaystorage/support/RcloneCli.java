package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import replaystorage.host.Environment;
import replaystorage.host.LockedTempPath;
import replaystorage.rclone.RcloneBinary;
import replaystorage.rclone.RcloneVersion;

/** rclone as the tests use it, to prepare and inspect a storage. */
public record RcloneCli(Path config) {
    private static final String VERSION_CACHE = ".cache/replay-storage/rclone-versions";

    private static Path forAll;
    private static byte[] knownVersions;

    /** The rclone of the tests, at a path that every user can execute. */
    public static synchronized Path binary() {
        if (forAll == null) {
            String named = System.getenv("REPLAY_STORAGE_RCLONE");
            Path found = named != null && !named.isEmpty()
                    ? Path.of(named)
                    : onPath("rclone")
                            .orElseThrow(() -> new IllegalStateException("no rclone on PATH: run scripts/test"));
            forAll = isForAll(found) ? found : copyForAll(found);
        }
        return forAll;
    }

    /** Puts the version of this rclone into the cache of a home, as if a command had run there: saves each pod a start of rclone. */
    static synchronized void rememberVersion(Path home) throws IOException {
        if (knownVersions == null) {
            Path first = Files.createTempDirectory("rclone-version");
            RcloneBinary.find(
                    Environment.of(Map.of("HOME", first.toString(), "REPLAY_STORAGE_RCLONE", binary().toString())),
                    null,
                    new RcloneVersion(1, 0, 0, ""));
            knownVersions = Files.readAllBytes(first.resolve(VERSION_CACHE));
            LockedTempPath.deleteTree(first);
        }
        Path cache = home.resolve(VERSION_CACHE);
        Files.createDirectories(cache.getParent());
        Files.write(cache, knownVersions);
    }

    private static boolean isForAll(Path binary) {
        return Stream.iterate(binary.toAbsolutePath().getParent(), folder -> folder != null, Path::getParent)
                .allMatch(folder -> {
                    try {
                        return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    /** Other users often can't read root's home. Not in /tmp, because a test mounts an empty file system there. */
    private static Path copyForAll(Path binary) {
        try {
            Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "rclone-for-all");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path copy = Files.copy(binary.toRealPath(), folder.resolve("rclone"));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            folder.toFile().deleteOnExit();
            copy.toFile().deleteOnExit();
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static java.util.Optional<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs rclone and returns its standard output; fails the test if rclone fails. */
    public String run(String... arguments) {
        return runWith(binary(), arguments);
    }

    /** The call as a line of a shell script. */
    public String line(String... arguments) {
        StringBuilder line = new StringBuilder("env -u RCLONE_CONFIG '" + binary() + "' --config '" + config + "'");
        for (String argument : arguments) {
            line.append(" '").append(argument).append('\'');
        }
        return line.toString();
    }

    /** Runs another rclone. */
    public String runWith(Path binary, String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--config", config.toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(false);
            builder.environment().keySet().removeIf(name -> name.startsWith("RCLONE_") || name.startsWith("AWS_"));
            Path errors = Files.createTempFile("raw-rclone", ".log");
            Process process = builder.redirectError(errors.toFile()).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status + ": " + Files.readString(errors));
            }
            Files.delete(errors);
            return out;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
