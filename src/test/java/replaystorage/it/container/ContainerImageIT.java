package replaystorage.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.ContainerImage;
import replaystorage.support.DockerCli;
import replaystorage.support.DockerContainer;
import replaystorage.support.Pod;

/** Content of our image, and of one that copied our folder. */
class ContainerImageIT {
    private static final String ON_ARCHIVE_ALONE = "-Xshare:on -Xlog:class+load=info";

    private static String config(String template) {
        return DockerCli.get("image", "inspect", "--format", template, ContainerImage.OURS.tag());
    }

    private static Pod.CommandRun inside(ContainerImage image, String line) {
        return DockerContainer.of(image).option("--entrypoint", "sh").run("-ec", line);
    }

    @Test
    void image_adds_less_than_150_mb_to_its_base() {
        long bytes = Long.parseLong(config("{{.Size}}"));
        long base = Long.parseLong(DockerCli.get("image", "inspect", "--format", "{{.Size}}", "debian:bookworm-slim"));

        assertThat(bytes - base).isLessThan(150_000_000);
        System.out.printf("image: %d MB, of them %d MB base%n", bytes / 1_000_000, base / 1_000_000);
    }

    @Test
    void label_is_the_version_of_the_program() {
        String version = config("{{index .Config.Labels \"org.opencontainers.image.version\"}}");

        assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(inside(ContainerImage.OURS, "replay-storage --version").out())
                .isEqualTo("replay-storage " + version + "\n");
    }

    @Test
    void rclone_has_the_version_that_install_rclone_downloads() throws IOException {
        String pinned = Files.readAllLines(Path.of("scripts/install-rclone")).stream()
                .filter(line -> line.startsWith("rclone_version="))
                .findFirst()
                .orElseThrow()
                .substring("rclone_version=".length());

        assertThat(inside(ContainerImage.OURS, "rclone version").out()).startsWith("rclone v" + pinned + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void java_loads_our_classes_from_the_class_data_archive(ContainerImage image) {
        Pod.CommandRun run = inside(
                image,
                "mkdir -p /tmp/storage/artifacts; LOCAL_STORAGE=/tmp/storage REPLAY_STORAGE_JAVA_OPTS='"
                        + ON_ARCHIVE_ALONE + "' /opt/replay-storage/bin/replay-storage snapshots");

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out().lines())
                .anyMatch(
                        line -> line.contains(" replaystorage.Main ") && line.endsWith("source: shared objects file"));
    }

    @ParameterizedTest
    @EnumSource
    void demo_runs_with_the_bundled_java_and_rclone(ContainerImage image) {
        Pod.CommandRun run = inside(image, "! command -v java; /opt/replay-storage/bin/replay-storage demo /tmp/demo");

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out()).contains("replays: 40 files identical (compared by hash)");
    }

    @Test
    void image_contains_no_secret_and_no_rclone_variable() {
        assertThat(config("{{json .Config.Env}}"))
                .isEqualTo(
                        "[\"PATH=/opt/replay-storage/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\","
                                + "\"LANG=C.UTF-8\"]");
        assertThat(DockerCli.get("history", "--no-trunc", "--format", "{{.CreatedBy}}", ContainerImage.OURS.tag()))
                .contains("archive-classes")
                .doesNotContain("RCLONE_CONFIG", "AWS_", "B2_", "KEY=", "SECRET");
        assertThat(inside(
                                ContainerImage.OURS,
                                "find / -xdev '(' -name rclone.conf -o -name settings.xml -o -name .git -o -name .m2 ')'")
                        .out())
                .isEmpty();
    }
}
