package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.rclone.conf.RcloneConfFixture;

/** No child outlives the program, however it ends. */
@Timeout(60)
final class OrphanedProcessTest {
    @TempDir
    Path folder;

    /** A separate program that runs one child. */
    static final class ParentProgram {
        private ParentProgram() {}

        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(ChildProcesses::shutDown));
            Rclone rclone =
                    new ProcessRclone(Path.of(args[0]), Map.of(), null, System.getenv("PATH"), Redaction.none());
            Rclone.Exit ended =
                    rclone.run(new Rclone.RcloneCall(List.of(), System.out::println, line -> {}, Duration.ZERO));
            System.out.println("ended " + ended.status());
        }
    }

    @Test
    void sigkill_leaves_no_child() throws IOException, InterruptedException {
        Process program = start("echo $$ > PID", "exec sleep 50");
        ProcessHandle child = child();
        program.destroyForcibly().waitFor();
        assertThat(gone(child, 3)).isTrue();
    }

    @Test
    void sigterm_ends_the_child_first() throws IOException, InterruptedException {
        Process program = start(
                "trap 'sleep 0.5; echo cleaned > CLEAN; exit 143' TERM",
                "echo $$ > PID",
                "while :; do sleep 0.1; done");
        ProcessHandle child = child();
        program.destroy();
        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(143);
        assertThat(isGone(child)).isTrue();
        assertThat(folder.resolve("CLEAN")).exists();
    }

    @Test
    void child_that_ignores_sigterm_is_killed_after_five_seconds() throws IOException, InterruptedException {
        Process program = start("trap '' TERM", "echo $$ > PID", "while :; do sleep 0.1; done");
        ProcessHandle child = child();
        long start = System.nanoTime();
        program.destroy();
        assertThat(program.waitFor(12, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(gone(child, 1)).isTrue();
    }

    private Process start(String... script) throws IOException {
        Path file = RcloneConfFixture.script(folder, script);
        Files.writeString(
                file, Files.readString(file).replace("PID", folder + "/PID").replace("CLEAN", folder + "/CLEAN"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentProgram.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private ProcessHandle child() throws IOException, InterruptedException {
        Path pid = folder.resolve("PID");
        for (int i = 0; i < 200; i++) {
            if (Files.exists(pid) && Files.size(pid) > 0) {
                return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .orElseThrow();
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("no child: " + Files.readString(folder.resolve("log")));
    }

    private static boolean gone(ProcessHandle child, int seconds) throws InterruptedException {
        for (int i = 0; i < seconds * 20 && !isGone(child); i++) {
            Thread.sleep(50);
        }
        return isGone(child);
    }

    /** If process 1 of a container does not reap children, they stay as zombies. */
    private static boolean isGone(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/status")).contains("State:\tZ");
        } catch (IOException e) {
            return true;
        }
    }
}
