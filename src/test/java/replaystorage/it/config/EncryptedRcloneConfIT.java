package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.support.EncryptedRcloneConf;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;

/** An encrypted rclone.conf is opened or left alone; nothing waits for a password. */
class EncryptedRcloneConfIT {
    /** rclone alone would wait for ever; our start takes half a second. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path root;

    private Pod pod;
    private byte[] before;

    @BeforeEach
    void encrypt() throws IOException {
        pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        Files.createDirectories(pod.conf().getParent());
        EncryptedRcloneConf.write(pod.conf(), "right");
        before = Files.readAllBytes(pod.conf());
    }

    @Test
    void right_password_opens_the_file_and_the_file_stays_unchanged() throws IOException {
        pod.with("RCLONE_CONFIG_PASS", "right");
        Pod.CommandRun run = InstalledProgram.on(pod).waitingForInput().run("up");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).contains("is encrypted and was not changed");
        assertThat(root.resolve("storage/artifacts/checkpoints/a.pt")).hasContent("bytes");
        assertThat(InstalledProgram.on(pod).run("down").status()).isZero();
        Pod.CommandRun configure = InstalledProgram.on(pod).run("configure");
        assertThat(configure.status()).isEqualTo(78);
        assertThat(configure.err()).contains("is encrypted").contains("rclone config");
        assertThat(Files.readAllBytes(pod.conf())).isEqualTo(before);
    }

    @Tag("timing")
    @ParameterizedTest
    @CsvSource({"wrong, true", "wrong, false", ", true", ", false"})
    void wrong_or_missing_password_is_reported_immediately(String password, boolean openPipe) throws IOException {
        pod.with("RCLONE_CONFIG_PASS", password);
        InstalledProgram program = openPipe ? InstalledProgram.on(pod).waitingForInput() : InstalledProgram.on(pod);
        Instant begun = Instant.now();
        Pod.CommandRun run = program.run("up");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);
        assertThat(run.status()).as(run.all()).isEqualTo(78);
        assertThat(run.err()).contains("is encrypted").contains("RCLONE_CONFIG_PASS");
        assertThat(Files.readAllBytes(pod.conf())).isEqualTo(before);
    }
}
