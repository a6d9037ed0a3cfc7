package replaystorage.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import replaystorage.cli.Commands;
import replaystorage.host.Environment;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.Shutdown;

/** A pod with a home and a workspace of its own, on which commands are run as the program runs them. */
public record Pod(Path root, Map<String, String> environment) {
    private static final Set<String> UPLOADING = Set.of("up", "snapshot", "auto-sync");

    /** What a command gave. */
    public record CommandRun(int status, String out, String err) {
        public String all() {
            return out + err;
        }
    }

    /** A pod whose storage is the two folders below this one. */
    public static Pod onFolder(Path root, Path storage) {
        try {
            Files.createDirectories(storage.resolve("replays"));
            Files.createDirectories(storage.resolve("artifacts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Pod(root).with("LOCAL_STORAGE", storage.toString());
    }

    /** A pod whose storage is this server. */
    public static Pod onS3(Path root, S3Server server, String replays, String artifacts) {
        return new Pod(root)
                .with("S3_ENDPOINT", server.endpoint())
                .with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("S3_REPLAYS", replays)
                .with("S3_ARTIFACTS", artifacts);
    }

    public Pod(Path root) {
        this(root, new TreeMap<>());
        try {
            Files.createDirectories(home());
            Files.createDirectories(workspace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home().toString());
        environment.put("WORKSPACE", workspace().toString());
        environment.put("APP_DIR", root.resolve("app").toString());
        environment.put("POD_ID", "pod-" + root.getFileName());
        environment.put("REPLAY_STORAGE_RCLONE", RawRclone.binary().toString());
    }

    /** Sets a variable; null takes it away. */
    public Pod with(String name, String value) {
        if (value == null) {
            environment.remove(name);
        } else {
            environment.put(name, value);
        }
        return this;
    }

    public Path home() {
        return root.resolve("home");
    }

    public Path workspace() {
        return root.resolve("workspace");
    }

    public Path checkpoints() {
        return workspace().resolve("checkpoints");
    }

    public Path conf() {
        return home().resolve(".config/rclone/rclone.conf");
    }

    /** Writes a file below the workspace, with a time of its own. */
    public Path write(String name, String text, Instant time) {
        return write(workspace(), name, text, time);
    }

    public static Path write(Path folder, String name, String text, Instant time) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, FileTime.from(time));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name) {
        try {
            return Files.readString(workspace().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command as `replay-storage WORDS` would, without a terminal. */
    public CommandRun run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProgramInvocation.StandardStreams streams = new ProgramInvocation.StandardStreams(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);
        int status = Commands.run(
                new ProgramInvocation(Environment.of(environment), streams, Optional.empty(), new Shutdown()), words);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /**
     * The same, for tests of anything but the wait for files that are still being written: what the test has just written must be unchanged
     * for one second instead of the usual three.
     */
    public CommandRun runWithShortWait(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (UPLOADING.contains(words[0]) && !all.contains("--settle")) {
            all.addAll(1, List.of("--settle", "1"));
        }
        return run(all.toArray(String[]::new));
    }
}
