package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The installed program (launcher and jar), run as a separate process with exactly the pod's environment. */
public record InstalledProgram(Pod pod, List<String> before, Path input) {
    private static final List<String> SCRIPTS = List.of(
            "replay-storage",
            "install-missing",
            "make-archive",
            "install-rclone",
            "runpod_entrypoint.sh",
            "fetch_replays.sh",
            "auto_sync_checkpoints.sh");

    private static Path launcher;

    /** Starts with an empty standard input. */
    public static InstalledProgram on(Pod pod) {
        return new InstalledProgram(pod, List.of(), Path.of("/dev/null"));
    }

    /** Starts with a prefix command. */
    public InstalledProgram prefixedBy(String... command) {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of(command));
        return new InstalledProgram(pod, words, input);
    }

    /** Starts with a standard input that stays open and empty. */
    public InstalledProgram waitingForInput() {
        return new InstalledProgram(pod, before, null);
    }

    /** Runs the program, which must end within two minutes. */
    public Pod.CommandRun run(String... words) {
        List<String> command = new ArrayList<>(before);
        command.add(launcher().toString());
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile(pod.root(), "out", ".txt");
            Path err = Files.createTempFile(pod.root(), "err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            Map<String, String> environment = new TreeMap<>(pod.environment());
            environment.putIfAbsent("REPLAY_STORAGE_JAVA", System.getProperty("java.home") + "/bin/java");
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            Pod.CommandRun run = new Pod.CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static Duration time(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Installs the program once, readable by every user. */
    public static synchronized Path launcher() {
        if (launcher == null) {
            try {
                Path folder = Files.createTempDirectory("installed-");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                Path bin = Files.createDirectories(folder.resolve("bin"));
                Path lib = Files.createDirectories(folder.resolve("lib"));
                for (String script : SCRIPTS) {
                    Path copy = Files.copy(Path.of("scripts", script), bin.resolve(script));
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
                Files.copy(Path.of("target", "replay-storage.jar"), lib.resolve("replay-storage.jar"));
                launcher = bin.resolve("replay-storage");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return launcher;
    }
}
