package replaystorage.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The real rclone, run by the tests themselves to set up and to look at a storage; not a part of what is tested. */
public record RawRclone(Path config) {
    /** The binary that the tests use. */
    public static Path binary() {
        String named = System.getenv("REPLAY_STORAGE_RCLONE");
        return named != null && !named.isEmpty()
                ? Path.of(named)
                : onPath("rclone").orElseThrow(() -> new IllegalStateException("no rclone on PATH: run scripts/test"));
    }

    public static java.util.Optional<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs rclone and returns its standard output; a failure is an error of the test. */
    public String run(String... arguments) {
        return runWith(binary(), arguments);
    }

    /** The same run as a line of a shell script. */
    public String line(String... arguments) {
        StringBuilder line = new StringBuilder("env -u RCLONE_CONFIG '" + binary() + "' --config '" + config + "'");
        for (String argument : arguments) {
            line.append(" '").append(argument).append('\'');
        }
        return line.toString();
    }

    /** The same with another binary. */
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
