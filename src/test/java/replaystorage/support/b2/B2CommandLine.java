package replaystorage.support.b2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;

/** Backblaze's `b2` command and its Python, signed in with a key. */
public record B2CommandLine(Path command, FakeB2Server server, B2ApplicationKey key, Path folder) {

    /** Skips the test if REPLAY_STORAGE_TEST_B2 names no `b2` command, and reports that at the end of the run. */
    public static B2CommandLine of(FakeB2Server server, B2ApplicationKey key, Path folder) {
        String command = System.getenv("REPLAY_STORAGE_TEST_B2");
        boolean there = command != null && !command.isEmpty();
        S3Server.served(
                there ? "B2's own client: " + command : "B2's own client: NOT TRIED (REPLAY_STORAGE_TEST_B2 is unset)");
        Assumptions.assumeTrue(there, "no b2 command");
        return new B2CommandLine(Path.of(command), server, key, folder);
    }

    public Pod.CommandRun run(String... words) {
        return start(command, words);
    }

    /** Runs a command that must succeed. @return its standard output */
    public String get(String... words) {
        return good(run(words), words);
    }

    /** Runs a Python program with the variable `api`, a signed-in B2Api. */
    public String python(String program) {
        String signIn = """
                from b2sdk.v2 import B2Api, InMemoryAccountInfo
                api = B2Api(InMemoryAccountInfo())
                api.authorize_account('%s', '%s', '%s')
                """.formatted(server.endpoint(), key.id(), key.secret());
        String[] words = {"-c", signIn + program};
        return good(start(command.resolveSibling("python"), words), words);
    }

    private static String good(Pod.CommandRun run, String... words) {
        if (run.status() != 0) {
            throw new AssertionError(List.of(words) + " ended with " + run.status() + ": " + run.all());
        }
        return run.out();
    }

    private Pod.CommandRun start(Path program, String... words) {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(words));
        try {
            Path errors = Files.createTempFile(folder, "b2", ".log");
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "B2_APPLICATION_KEY_ID", key.id(),
                            "B2_APPLICATION_KEY", key.secret(),
                            "B2_ENVIRONMENT", server.endpoint(),
                            "B2_ACCOUNT_INFO",
                                    folder.resolve("account-" + key.id()).toString()));
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Pod.CommandRun(process.waitFor(), out, Files.readString(errors));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
