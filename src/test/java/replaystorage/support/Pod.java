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

/** A pod with its own home and workspace, which runs commands in this process. */
public record Pod(Path root, Map<String, String> environment) {
    private static final Set<String> UPLOADING = Set.of("up", "snapshot", "auto-sync");

    public record CommandRun(int status, String out, String err) {
        public String all() {
            return out + err;
        }
    }

    public static Pod onFolder(Path root, Path storage) {
        try {
            Files.createDirectories(storage.resolve("replays"));
            Files.createDirectories(storage.resolve("artifacts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Pod(root).with("LOCAL_STORAGE", storage.toString());
    }

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
            RcloneCli.rememberVersion(home());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home().toString());
        environment.put("WORKSPACE", workspace().toString());
        environment.put("APP_DIR", root.resolve("app").toString());
        environment.put("POD_ID", "pod-" + root.getFileName());
        environment.put("REPLAY_STORAGE_RCLONE", RcloneCli.binary().toString());
    }

    /** Sets a variable; null removes it. */
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

    /** Writes a file in the workspace with this modification time. */
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

    /** Runs `replay-storage WORDS` without a terminal. */
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

    /** Like run, but a file must be unchanged for only one second instead of three; not for tests of that wait. */
    public CommandRun runWithShortWait(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (UPLOADING.contains(words[0]) && !all.contains("--settle")) {
            all.addAll(1, List.of("--settle", "1"));
        }
        return run(all.toArray(String[]::new));
    }
}
