package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

public final class DockerCli {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private DockerCli() {}

    /** Skips the test if no engine answers, and reports that at the end of the run. */
    public static void assumeThere() {
        boolean there = RcloneCli.onPath("docker").isPresent()
                && run("info", "--format", "{{.ServerVersion}}").status() == 0;
        if (!there) {
            S3Server.served("containers: NOT TRIED, since no Docker engine answers");
        }
        Assumptions.assumeTrue(there, "no Docker engine answers");
    }

    public static Pod.CommandRun run(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return run(PATIENCE, "", Map.of(), command);
    }

    /** Runs a command that must succeed. @return its output without surrounding blanks */
    public static String get(String... words) {
        Pod.CommandRun run = run(words);
        if (run.status() != 0) {
            throw new AssertionError("docker " + List.of(words) + " ended with " + run.status() + ": " + run.all());
        }
        return run.out().strip();
    }

    /** Runs a docker command with this input and additional variables. */
    static Pod.CommandRun run(Duration patience, String input, Map<String, String> variables, List<String> command) {
        try {
            Path in = Files.writeString(Files.createTempFile("docker", ".in"), input);
            Path out = Files.createTempFile("docker", ".out");
            Path err = Files.createTempFile("docker", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(out) + Files.readString(err));
            }
            Pod.CommandRun run = new Pod.CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
            for (Path file : List.of(in, out, err)) {
                Files.delete(file);
            }
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
