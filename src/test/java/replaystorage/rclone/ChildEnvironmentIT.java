package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.Environment;
import replaystorage.rclone.conf.RcloneConfFixture;

/** Other people's variables no longer affect rclone. */
@Timeout(60)
final class ChildEnvironmentIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RCLONE_VERSION=v1.75.2",
                "RCLONE_VERSION=current",
                "RCLONE_TRANSFERS=",
                "RCLONE_BWLIMIT=garbage",
                "RCLONE_DRY_RUN=true",
                "RCLONE_INCLUDE=*.none",
                "RCLONE_EXCLUDE=*",
                "RCLONE_MAX_AGE=1s",
                "RCLONE_MAX_SIZE=1b",
                "RCLONE_LOG_FILE=/dev/null",
                "RCLONE_LOG_LEVEL=ERROR",
                "RCLONE_QUIET=true",
                "RCLONE_PROGRESS=true",
                "RCLONE_INTERACTIVE=true",
                "RCLONE_CONFIG_STORE_REMOTE=/proc/nowhere",
                "RCLONE_ALIAS_REMOTE=/proc/nowhere"
            })
    void inherited_variables_do_not_change_a_copy(String variable) throws IOException {
        String[] parts = variable.split("=", 2);
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("a.slp"), "replay");
        Files.setLastModifiedTime(source.resolve("a.slp"), java.nio.file.attribute.FileTime.fromMillis(0));
        Path conf = Files.writeString(
                folder.resolve("rclone.conf"), "[store]\ntype = alias\nremote = " + folder + "/target\n");
        Map<String, String> theirs = new LinkedHashMap<>(Map.of(parts[0], parts[1]));
        assertThat(isRight(copy(source, conf, theirs)))
                .as("it does harm where it gets through")
                .isFalse();
        Files.deleteIfExists(folder.resolve("target/a.slp"));
        theirs.putAll(ChildEnvironment.of(Environment.of(theirs), "store", false, List.of())
                .changes());
        Rclone.RcloneOutput ran = copy(source, conf, theirs);
        assertThat(isRight(ran)).as(ran.toString()).isTrue();
    }

    private static Rclone.RcloneOutput copy(Path source, Path conf, Map<String, String> changes) {
        Rclone rclone = new ProcessRclone(
                RcloneConfFixture.RCLONE,
                RcloneConfFixture.isolatedVariables(changes),
                conf,
                RcloneConfFixture.PATH,
                Redaction.none());
        return rclone.collectOutput(
                List.of("copy", source.toString(), "store:", "--use-json-log", "-v"), Duration.ofSeconds(5));
    }

    private boolean isRight(Rclone.RcloneOutput ran) {
        return ran.exit().isSuccess()
                && Files.exists(folder.resolve("target/a.slp"))
                && ran.stdout().isEmpty()
                && ran.log().stream().anyMatch(line -> line.contains("Copied"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RCLONE_TRANSFERS=8",
                "RCLONE_TRANSFERS=0",
                "RCLONE_BWLIMIT=off",
                "RCLONE_BWLIMIT=10M",
                "RCLONE_BWLIMIT=10M:100k",
                "RCLONE_BWLIMIT=1.5Mi:off",
                "RCLONE_BWLIMIT=08:00,512k 12:00,10M",
                "RCLONE_BWLIMIT=Mon-00:00,512 Fri-23:59,10M",
                "RCLONE_BWLIMIT_FILE=1MiB",
                "RCLONE_TPSLIMIT=1000.5",
                "RCLONE_TPSLIMIT_BURST=3",
                "RCLONE_BUFFER_SIZE=off",
                "RCLONE_BUFFER_SIZE=16MiB",
                "RCLONE_MULTI_THREAD_STREAMS=8",
                "RCLONE_USE_MMAP=1",
                "RCLONE_B2_CHUNK_SIZE=5M",
                "RCLONE_MAX_BUFFER_MEMORY=1G"
            })
    void rclone_accepts_every_passed_variable(String variable) throws IOException {
        String[] parts = variable.split("=", 2);
        assertThat(ChildEnvironment.of(Environment.of(Map.of(parts[0], parts[1])), "store", false, List.of())
                        .changes())
                .isEmpty();
        Rclone rclone = RcloneConfFixture.rclone(Map.of(parts[0], parts[1], "RCLONE_CONFIG", folder + "/none"));
        Rclone.RcloneOutput ran = rclone.collectOutput(List.of("lsf", folder.toString()), Duration.ofSeconds(10));
        assertThat(ran.exit().isSuccess()).as(ran.toString()).isTrue();
    }
}
