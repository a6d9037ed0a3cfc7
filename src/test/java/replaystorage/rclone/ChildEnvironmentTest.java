package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.host.Environment;

final class ChildEnvironmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCLONE_VERSION=v1.75.2 | withheld",
                "RCLONE_DRY_RUN=true | withheld",
                "RCLONE_INCLUDE=*.x | withheld",
                "RCLONE_LOG_FILE=/x | withheld",
                "RCLONE_S3_ENDPOINT=http://x | withheld",
                "RCLONE_CONFIG_B2_ENDPOINT=http://x | withheld",
                "RCLONE_CONFIG_OTHER_TYPE=local | passes",
                "RCLONE_CONFIG_B2X_TYPE=local | passes",
                "RCLONE_CONFIG=/x | passes",
                "RCLONE_CONFIG_PASS=x | passes",
                "RCLONE_PASSWORD_COMMAND=x | passes",
                "RCLONE_BWLIMIT=garbage | withheld",
                "RCLONE_BWLIMIT=10MB | withheld",
                "RCLONE_BWLIMIT=10M:1.5Mi | passes",
                "RCLONE_BWLIMIT=08:00,512k 12:00,10M | passes",
                "RCLONE_TRANSFERS=8 | passes",
                "RCLONE_TRANSFERS=1e2 | withheld",
                "RCLONE_TPSLIMIT=1.5 | passes",
                "RCLONE_BUFFER_SIZE=off | passes",
                "AWS_CA_BUNDLE=/x | withheld",
                "_RCLONE_CONFIG_KEY_FILE=/x | withheld",
                "HTTPS_PROXY=http://x | passes",
                "VAULT_TOKEN=x | passes"
            })
    void passes_only_variables_that_cannot_change_the_result(String variable, String fate) {
        ChildEnvironment child = child(false, variable);
        String name = variable.substring(0, variable.indexOf('='));
        assertThat(child.changes().containsKey(name)).isEqualTo(fate.equals("withheld"));
        assertThat(child.withheldNames()).isEqualTo(fate.equals("withheld") ? List.of(name) : List.of());
    }

    @Test
    void removes_an_empty_variable_without_a_note() {
        ChildEnvironment child = child(false, "RCLONE_TRANSFERS=", "RCLONE_CONFIG=");
        assertThat(child.changes()).containsOnlyKeys("RCLONE_TRANSFERS", "RCLONE_CONFIG");
        assertThat(child.withheldNames()).isEmpty();
        assertThat(child.withheldNote("s3")).isEmpty();
    }

    @Test
    void aws_variables_reach_only_a_remote_with_credentials_from_the_environment() {
        assertThat(child(true, "AWS_PROFILE=x").changes()).isEmpty();
        assertThat(child(false, "AWS_PROFILE=x").withheldNote("s3"))
                .contains("AWS_PROFILE")
                .doesNotContain("x,");
        assertThat(child(false, "AWS_PROFILE=x").withheldNote("b2")).isEmpty();
    }

    @Test
    void returns_the_flags_that_variables_set() {
        assertThat(child(false, "RCLONE_TRANSFERS=8", "RCLONE_CHECKERS=x", "RCLONE_BUFFER_SIZE=1M")
                        .flagNames())
                .containsExactlyInAnyOrder("transfers", "buffer-size");
    }

    private static ChildEnvironment child(boolean environmentAuth, String... variables) {
        Map<String, String> all =
                Arrays.stream(variables).map(v -> v.split("=", 2)).collect(Collectors.toMap(v -> v[0], v -> v[1]));
        return ChildEnvironment.of(Environment.of(all), "b2", environmentAuth, List.of());
    }
}
