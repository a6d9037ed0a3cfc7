package replaystorage.it.rclone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;

/** The program with low `ulimit` values. */
class UlimitIT {
    private static final int FILES = 300;

    @TempDir
    Path root;

    private Pod pod;

    @BeforeEach
    void fill() {
        pod = Pod.onFolder(root, root.resolve("storage"));
        for (int i = 0; i < FILES; i++) {
            Pod.write(root.resolve("storage/replays"), "mewtwo/" + i + ".slp", "slp", Instant.EPOCH);
        }
    }

    private static void assertNoTrace(Pod.CommandRun run) {
        assertThat(run.all())
                .doesNotContain("internal error", "\tat ", "goroutine", "initialization of VM", "OutOfMemory");
        assertThat(run.err().lines().filter(line -> line.startsWith("Try: "))).hasSize(1);
    }

    private Pod.CommandRun withMemory(long kib, String... words) {
        return InstalledProgram.on(pod)
                .prefixedBy("sh", "-c", "ulimit -v " + kib + "; exec \"$@\"", "sh")
                .run(words);
    }

    @ParameterizedTest
    @ValueSource(longs = {4_194_304, 2_097_152, 1_048_576})
    void works_with_little_virtual_memory(long kib) throws IOException {
        Pod.CommandRun run = withMemory(kib, "fetch");
        assertThat(run.status()).as(run.all()).isZero();
        try (Stream<Path> files = Files.list(pod.workspace().resolve("replays/mewtwo"))) {
            assertThat(files).hasSize(FILES);
        }
    }

    @Test
    void too_little_virtual_memory_is_reported_with_limit_and_remedy() {
        Pod.CommandRun run = withMemory(524_288, "fetch");
        assertThat(run.status()).as(run.all()).isEqualTo(74);
        assertThat(run.err())
                .contains("Error: virtual memory is limited to 512 MB here (ulimit -v)")
                .contains("Try: ulimit -v unlimited", "REPLAY_STORAGE_JAVA_OPTS");
        assertNoTrace(run);
    }

    /** Errors of Go programs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fatal error: failed to reserve page summary memory | rclone could not get enough memory: virtual memory is limited to 3000 MB here (ulimit -v)",
                "runtime: failed to create new OS thread (have 2 already; errno=11) | rclone could not start another thread: virtual memory is limited to 3000 MB",
            })
    void rclone_without_enough_resources_is_not_reported_as_missing(String says, String told) throws IOException {
        Path rclone = Pod.write(
                root,
                "rclone",
                "#!/bin/sh\necho '" + says + "' >&2\necho 'goroutine 1 [running]:' >&2\nexit 2\n",
                Instant.EPOCH);
        Files.setPosixFilePermissions(rclone, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", rclone.toString());
        Pod.CommandRun run = withMemory(3_072_000, "fetch");
        assertThat(run.status()).as(run.all()).isEqualTo(74);
        assertThat(run.err()).contains("Error: " + told);
        assertNoTrace(run);
    }

    @ParameterizedTest
    @CsvSource({"64, 0", "24, 74", "16, 74", "10, 74"})
    void works_with_64_processes_and_names_the_limit_with_fewer(int processes, int status) throws IOException {
        assumeTrue(Files.isWritable(Path.of("/etc/passwd")), "only root becomes somebody else");
        Path rclone = Files.copy(RcloneCli.binary(), root.resolve("rclone"));
        Files.setPosixFilePermissions(rclone, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", rclone.toString());
        for (Path each : new Path[] {root, pod.home(), pod.workspace()}) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Pod.CommandRun run = InstalledProgram.on(pod)
                .prefixedBy(
                        "prlimit", "--nproc=" + processes, "setpriv", "--reuid=4711", "--regid=4711", "--clear-groups")
                .run("fetch");
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        if (status != 0) {
            assertThat(run.err()).contains("this user may have " + processes + " processes and threads (ulimit -u)");
            assertNoTrace(run);
        }
    }
}
