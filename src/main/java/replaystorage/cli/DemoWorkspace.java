package replaystorage.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;

/** Folders of a demo: storage, pod and the user's machine. */
record DemoWorkspace(Path root) {
    private static final int REPLAY_BYTES = 200_000;
    private static final int CHECKPOINT_BYTES = 3_000_000;
    private static final int LOG_BYTES = 20_000;

    /** @throws CliException 64 if the folder is not empty */
    static DemoWorkspace inEmptyFolder(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (Files.exists(root)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    root + " exists already; the demo needs a new folder",
                    "replay-storage demo "
                            + PasteableCommand.quote(root.resolve("demo").toString()));
        }
        return new DemoWorkspace(Files.createDirectories(root));
    }

    /** Creates a folder with a readable name in the temporary folder. */
    static DemoWorkspace inTempFolder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (int number = 1; ; number++) {
            try {
                return new DemoWorkspace(Files.createDirectory(temporary.resolve("replay-storage-demo-" + number)));
            } catch (FileAlreadyExistsException taken) {
                // From an earlier demo.
            }
        }
    }

    Path slippiFolder() {
        return root.resolve("Slippi");
    }

    Path checkpointsFolder() {
        return root.resolve("workspace/checkpoints");
    }

    /** File that a shell sources to use the demo's storage. */
    Path environmentFile() {
        return root.resolve("env");
    }

    void createFiles() throws IOException {
        Files.createDirectories(root.resolve("storage/replays"));
        Files.createDirectories(root.resolve("storage/artifacts"));
        Files.createDirectories(checkpointsFolder());
        makeReplays(slippiFolder());
        makeFile(checkpointsFolder().resolve("mewtwo-100.pt"), CHECKPOINT_BYTES);
        makeFile(checkpointsFolder().resolve("mewtwo-200.pt"), CHECKPOINT_BYTES);
        Files.createSymbolicLink(checkpointsFolder().resolve("latest.pt"), Path.of("mewtwo-200.pt"));
        makeFile(Files.createDirectories(root.resolve("workspace/logs")).resolve("train.log"), LOG_BYTES);
        makeFile(Files.createDirectories(root.resolve("workspace/cache")).resolve("features.bin"), LOG_BYTES);
    }

    /**
     * Environment of the demo's commands, without the user's storage settings; also written to the environment file.
     *
     * @param home the folder of the launcher, if there is one
     */
    Environment environment(Environment users, Optional<Path> home) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("REPLAY_STORAGE_PROVIDER", "local");
        variables.put("LOCAL_STORAGE", root.resolve("storage").toString());
        variables.put("WORKSPACE", root.resolve("workspace").toString());
        variables.put("APP_DIR", root.resolve("app").toString());
        variables.put("RCLONE_CONFIG", root.resolve("rclone.conf").toString());
        variables.put("REPLAY_STORAGE_CONFIG", "/dev/null");
        Environment environment = users;
        StringBuilder lines = new StringBuilder();
        for (String name : new TreeSet<>(environment.all().keySet())) {
            if (name.matches("(B2|R2|S3|GDRIVE|REPLAY)_.*|LOCAL_(STORAGE|REPLAYS|ARTIFACTS)|RCLONE_CONFIG.*")
                    && !name.matches("REPLAY_STORAGE_(RCLONE|JAVA.*)")) {
                environment = environment.with(name, null);
                lines.append("unset ").append(name).append('\n');
            }
        }
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            environment = environment.with(variable.getKey(), variable.getValue());
            lines.append("export ")
                    .append(variable.getKey())
                    .append('=')
                    .append(PasteableCommand.quote(variable.getValue()))
                    .append('\n');
        }
        home.ifPresent(folder -> lines.append("PATH=")
                .append(PasteableCommand.quote(folder.toString()))
                .append(":$PATH\n"));
        Files.writeString(environmentFile(), lines);
        return environment;
    }

    private static void makeReplays(Path folder) throws IOException {
        for (String character : List.of("mewtwo", "greg")) {
            Path sub = Files.createDirectories(folder.resolve(character));
            for (int game = 1; game <= 20; game++) {
                makeFile(sub.resolve(String.format("Game_20261101T2000%02d.slp", game)), REPLAY_BYTES + 1000 * game);
            }
        }
    }

    /** Writes random bytes; a replay's are in a closed raw element, like a finished game. */
    private static void makeFile(Path file, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(file.getFileName().toString().hashCode()).nextBytes(bytes);
        if (file.toString().endsWith(".slp")) {
            byte[] head = "{U\u0003raw[$U#l".getBytes(StandardCharsets.US_ASCII);
            ByteBuffer.wrap(bytes).put(head).putInt(size - head.length - Integer.BYTES);
        }
        Files.write(file, bytes);
    }

    void deleteCheckpoints() throws IOException {
        try (Stream<Path> files = Files.list(checkpointsFolder())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(checkpointsFolder());
    }
}
