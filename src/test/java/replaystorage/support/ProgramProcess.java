package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The program as a separate process, started by its launcher, for tests that are impossible in this process. */
public record ProgramProcess(Process process, Path log, Path conf) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static ProgramProcess start(Pod pod, String... words) {
        return start(pod, List.of(), words);
    }

    /** Starts with a prefix command. */
    public static ProgramProcess start(Pod pod, List<String> before, String... words) {
        List<String> command = new ArrayList<>(before);
        command.add(launcher());
        command.addAll(List.of(words));
        Path log = pod.root().resolve("program.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        environment(pod, builder.environment());
        try {
            return new ProgramProcess(builder.start(), log, pod.conf());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String launcher() {
        return Path.of("scripts/replay-storage").toAbsolutePath().toString();
    }

    /** Variables of a separate process in addition to the pod's. */
    public static void environment(Pod pod, Map<String, String> environment) {
        environment.clear();
        environment.putAll(pod.environment());
        environment.put("REPLAY_STORAGE_JAVA", System.getProperty("java.home") + "/bin/java");
    }

    public String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to the program only. */
    public void signal(String name) {
        signal(process.pid(), name);
    }

    public static void signal(long pid, String name) {
        try {
            int status = new ProcessBuilder("kill", "-s", name, "--", String.valueOf(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -s " + name + " " + pid + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the exit status, 128+N after signal N */
    public int end() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The processes that use this program's rclone.conf. */
    public List<Long> rclones() {
        String variable = "RCLONE_CONFIG=" + conf;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> read(path.resolve("environ")).contains(variable))
                    .map(path -> Long.valueOf(path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    public static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("in vain waited until " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
