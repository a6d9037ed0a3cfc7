package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.host.Environment;

class IgnoredVariablesNoteTest {
    @ParameterizedTest
    @CsvSource({
        "AWS_CA_BUNDLE, s3, ignored (not passed to rclone): AWS_CA_BUNDLE",
        "AWS_CA_BUNDLE, local, ''",
        "AWS_CA_BUNDLE, b2, ''",
        "GOOGLE_APPLICATION_CREDENTIALS, drive, ignored (not passed to rclone): GOOGLE_APPLICATION_CREDENTIALS",
        "GOOGLE_APPLICATION_CREDENTIALS, s3, ''",
        "RCLONE_DRY_RUN, local, ignored (not passed to rclone): RCLONE_DRY_RUN"
    })
    void names_the_ignored_variables_that_the_backend_would_read(String variable, String backend, String note) {
        Environment environment = Environment.of(Map.of(variable, "true"));

        ChildEnvironment child = ChildEnvironment.of(environment, "remote", false, List.of());

        assertThat(child.withheldNames()).containsExactly(variable);
        assertThat(child.withheldNote(backend)).isEqualTo(note);
    }

    @Test
    void does_not_name_variables_that_we_read_ourselves() {
        Environment environment =
                Environment.of(Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY_FILE", "/run/key"));

        ChildEnvironment child =
                ChildEnvironment.of(environment, "s3", false, List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));

        assertThat(child.changes()).containsOnlyKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY_FILE");
        assertThat(child.withheldNote("s3")).isEmpty();
    }
}
