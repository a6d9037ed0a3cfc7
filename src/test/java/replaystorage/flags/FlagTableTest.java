package replaystorage.flags;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagTableTest {
    @ParameterizedTest
    @CsvSource({
        "RCLONE_TRANSFERS, 8, true",
        "RCLONE_TRANSFERS, many, false",
        "RCLONE_RETRIES, 8, false",
        "RCLONE_BUFFER_SIZE, off, true",
        "RCLONE_NO_CHECK_CERTIFICATE, true, true",
        "RCLONE_NO_CHECK_CERTIFICATE, maybe, false",
        "RCLONE_HEADER, 'X: \"quoted\"', true",
        "RCLONE_INCLUDE, *.pt, false",
        "RCLONE_S3_ENDPOINT, http://x, false",
        "TRANSFERS, 8, false",
    })
    void accepts_only_valid_values_of_allowed_variables(String variable, String value, boolean accepted) {
        FlagRule rule = FlagTable.ruleOfVariable(variable);

        assertThat(rule.acceptsVariable(value)).isEqualTo(accepted);
    }

    @Test
    void flag_can_be_allowed_in_the_file_and_refused_on_the_command_line() {
        FlagRule rule = FlagTable.rule("no-traverse");

        assertThat(rule.isAllowedInFile()).isTrue();
        assertThat(rule.format()).isEqualTo(FlagValueFormat.SWITCH);
        assertThat(rule.refusalIfAny()).isPresent();
    }

    @Test
    void file_allows_no_secret_flag() {
        assertThat(FlagTable.allowedInFile())
                .contains("--transfers", "--user-agent")
                .noneMatch(flag -> FlagTable.rule(flag.substring(2)).isSecret());
    }
}
