package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;

class UsageIT {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fech | there is no command 'fech' | replay-storage fetch",
                "zzz | there is no command 'zzz' | replay-storage --help",
                "pull a b | unexpected argument 'b' | replay-storage pull --help",
                "fetch --keep --delete | --keep, --delete are mutually exclusive (specify only one) | replay-storage fetch --help",
                "up ckpt | 'ckpt' is not one of: checkpoints, logs, cache | replay-storage up checkpoints",
                "down ckpt | 'ckpt' is not one of: checkpoints, cache, logs | replay-storage down checkpoints",
                "verify replay | 'replay' is not one of: checkpoints, logs, cache, replays | replay-storage verify checkpoints",
                "configure foo | there is no provider 'foo'; there are b2, r2, s3, minio, gdrive, local | replay-storage configure b2"
            })
    void wrong_usage_is_told_before_any_storage_is_looked_for(String words, String error, String remedy) {
        Pod.Run run = new Pod(root).run(words.split(" "));

        assertThat(run.err()).isEqualTo("Error: " + error + "\nTry: " + remedy + "\n");
        assertThat(run.status()).isEqualTo(64);
    }

    @Test
    void help_is_the_same_as_the_flag() {
        Pod pod = new Pod(root);

        assertThat(pod.run("help", "fetch").out())
                .isEqualTo(pod.run("fetch", "--help").out());
        assertThat(pod.run("help")).isEqualTo(pod.run("--help"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "configure",
                "fetch",
                "up",
                "down",
                "snapshot",
                "snapshots",
                "checkpoints",
                "upload",
                "pull",
                "ls",
                "verify",
                "demo",
                "sync-all-up"
            })
    void every_help_fits_into_eighty_columns(String command) {
        Pod.Run run = command.isEmpty() ? new Pod(root).run("--help") : new Pod(root).run(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @CsvSource({
        "b2, Add a New Application Key",
        "r2, Create API Token",
        "s3, Create access key",
        "minio, access key",
        "gdrive, rclone authorize drive",
        "local, network volume"
    })
    void the_help_of_configure_says_where_to_make_what_it_needs(String provider, String step) {
        String help = new Pod(root).run("configure", provider, "--help").out();

        assertThat(help.replaceAll("\\s+", " ")).contains("1. ").contains(step);
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(new Pod(root).run("configure", "--help").out())
                .doesNotContain("1. ")
                .contains("PROVIDER --help");
    }
}
