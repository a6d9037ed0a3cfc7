package replaystorage.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.CliException;

class UserFlagsTest {
    private static UserFlags parse(String line) {
        return UserFlags.parse(Arrays.asList(line.split(" ")));
    }

    @Test
    void connection_flags_apply_to_every_call_and_others_to_copies() {
        UserFlags flags = parse("--ca-cert /x --transfers 3 --s3-requester-pays --s3-chunk-size=16M -vv"
                + " --drive-unknown --unknown --user-agent=a --disable-http2 --header X:1");

        assertThat(RcloneFlag.arguments(flags.forEveryCall()))
                .containsExactly(
                        "--ca-cert",
                        "/x",
                        "--s3-requester-pays",
                        "--drive-unknown",
                        "--user-agent=a",
                        "--disable-http2",
                        "--header",
                        "X:1");
        assertThat(RcloneFlag.arguments(flags.forCopies()))
                .containsExactly("--transfers", "3", "--s3-chunk-size=16M", "-vv", "--unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client-pass",
                "s3-sse-customer-key",
                "s3-sse-customer-key-base64",
                "b2-sse-customer-key",
                "b2-sse-customer-key-base64"
            })
    void secret_flags_are_passed_as_variables(String name) {
        for (String separator : List.of(" ", "=")) {
            UserFlags flags = parse("--" + name + separator + "hush");

            assertThat(flags.withoutSecrets()).isEmpty();
            assertThat(flags.secretVariables()).hasSize(1).containsEntry(RcloneFlag.variable(name), "hush");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--include *.pt | --include | it would change which files are selected: use --include",
                "--max-age=1d | --max-age=1d | it would change which files are selected",
                "-f x | -f | it would change which files are selected",
                "-q | -q | replay-storage reads the log: use --progress, --quiet and --verbose before the --",
                "-vP | -vP | replay-storage reads the log",
                "--transfers 3 -vn | -vn | use --dry-run before the --",
                "--config /x | --config | replay-storage chooses rclone.conf and its password: use RCLONE_CONFIG",
                "--no-traverse | --no-traverse | it would change what is compared",
                "-c | -c | it would change what is compared, so that differences could be missed or files lost",
                "--dump-bodies | --dump-bodies | it would show credentials: use --dump headers",
                "--inplace | --inplace | replay-storage follows links, and gives no half file its final name",
                "--s3-region eu | --s3-region | set keys and endpoints as variables, such as B2_APP_KEY and S3_ENDPOINT",
                "--b2-versions | --b2-versions | it would show other versions of files than the bucket's current ones",
                "-h | -h | it would show a help text and copy nothing",
                "--dump auth | --dump auth | it would show credentials",
                "--dump=headers,bodies | --dump headers,bodies | it would show credentials",
                "--dump | --dump  | it would show credentials",
            })
    void unsafe_flags_are_refused_by_name_with_the_reason(String line, String flag, String reason) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(64))
                .hasMessageStartingWith(flag)
                .hasMessageContaining(" can't be passed to rclone: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-vv", "--dump headers", "--dump=headers,mapper", "--bwlimit 1M", "stray", "--user-agent dump"})
    void harmless_flags_are_accepted(String line) {
        assertThat(parse(line).withoutSecrets()).hasSize(1);
    }
}
