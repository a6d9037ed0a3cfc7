package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs shell commands that call the scripts of an installed program, with only the pod's variables. */
public record ShellScript(Pod pod, Path folder) {
    public static ShellScript on(Pod pod) {
        Map<String, String> environment = pod.environment();
        environment.putIfAbsent("REPLAY_STORAGE_JAVA", System.getProperty("java.home") + "/bin/java");
        environment.computeIfAbsent("REPLAY_STORAGE_BIN", ShellScript::outside);
        environment.computeIfAbsent("XDG_CACHE_HOME", ShellScript::outside);
        return new ShellScript(pod, pod.root());
    }

    /** JUnit warns of links that lead out of its temporary folder. */
    private static String outside(String name) {
        try {
            return Files.createTempDirectory(name).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path bin() {
        return Path.of(pod.environment().get("REPLAY_STORAGE_BIN"));
    }

    public static String path(String name) {
        return InstalledProgram.launcher().resolveSibling(name).toString();
    }

    public ShellScript in(Path other) {
        return new ShellScript(pod, other);
    }

    /** Starts a command, whose output goes to files of the pod. */
    public Process start(String... command) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out().toFile())
                .redirectError(err().toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(pod.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Pod.CommandRun run(String... command) {
        return waitFor(start(command));
    }

    public Pod.CommandRun waitFor(Process process) {
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + Files.readString(err()));
            }
            return new Pod.CommandRun(process.exitValue(), Files.readString(out()), Files.readString(err()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Path out() {
        return pod.root().resolve("script.out");
    }

    private Path err() {
        return pod.root().resolve("script.err");
    }

    /** Standard error so far. */
    public String output() {
        try {
            return Files.readString(err());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
