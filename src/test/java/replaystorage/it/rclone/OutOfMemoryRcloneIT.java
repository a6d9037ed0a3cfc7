package replaystorage.it.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.b2.FakeB2Server;

/** An rclone that is killed by signal 9, as by the kernel when memory runs out. */
@Tag("timing")
class OutOfMemoryRcloneIT {
    private static final String OUT_OF_MEMORY =
            "rclone was killed, probably because this machine or container ran out of memory";

    private static final int FILES = 500;

    @TempDir
    Path root;

    private static List<Long> running(ProgramProcess program, String command) {
        return program.rclones().stream()
                .filter(pid -> words(pid).contains("\0" + command + "\0"))
                .toList();
    }

    private static String words(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void kill(ProgramProcess program, String command, int which) {
        ProgramProcess.await(
                "rclone " + command + " runs", () -> running(program, command).size() > which);
        ProgramProcess.signal(running(program, command).get(which), "KILL");
    }

    @Test
    void kill_while_copying_suggests_fewer_transfers() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            stub.put("a.slp", "a game");
            stub.answerWhen(asked -> asked.method().equals("GET") && asked.key().equals("a.slp"), stub.neverAnswer());
            ProgramProcess program = ProgramProcess.start(stub.pod(root), "fetch");
            kill(program, "copy", 0);
            assertThat(program.end()).isEqualTo(137);
            assertThat(program.text())
                    .contains("Error: " + OUT_OF_MEMORY)
                    .contains("Try: export RCLONE_TRANSFERS=2 ")
                    .contains("--transfers 2");
        }
    }

    @Test
    void kill_while_listing_does_not_suggest_fewer_transfers() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            stub.answerWhen(
                    asked -> asked.key().isEmpty() && asked.query().containsKey("list-type"),
                    exchange -> LockSupport.parkNanos(Duration.ofSeconds(20).toNanos()));
            ProgramProcess program = ProgramProcess.start(stub.pod(root), "fetch");
            kill(program, "lsjson", 0);
            assertThat(program.end()).isEqualTo(137);
            assertThat(program.text())
                    .contains(": " + OUT_OF_MEMORY)
                    .contains("more memory")
                    .doesNotContain("--transfers");
        }
    }

    @Test
    void kill_of_one_parallel_rclone_is_reported_and_other_downloads_stay() throws IOException {
        try (FakeB2Server server = new FakeB2Server()) {
            server.createBucket("many");
            IntStream.range(0, FILES).forEach(i -> server.put("many", i + ".slp", "game " + i));
            Pod pod = server.pod(root, server.masterKey()).with("B2_BUCKET", "many");

            Path brought = root.resolve("brought");
            ProgramProcess program = ProgramProcess.start(pod, "fetch", "--to", brought.toString());
            kill(program, "copy", 3);
            assertThat(program.end()).isEqualTo(137);
            assertThat(program.text()).contains(OUT_OF_MEMORY);
            assertThat(count(brought)).isBetween(FILES / 2L, FILES - 1L);
            assertThat(pod.run("fetch", "--to", brought.toString()).status()).isZero();
            assertThat(count(brought)).isEqualTo(FILES);
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".slp")).count();
        }
    }
}
