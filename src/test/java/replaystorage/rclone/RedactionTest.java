package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedactionTest {
    private static final String SECRET = "K005/a+b\"c\\d3kJ";

    private final Redaction redaction = Redaction.of(List.of(SECRET, "", "K005"));

    @Test
    void hides_a_secret_plain_quoted_and_in_a_url() {
        assertThat(redaction.redact("key " + SECRET + " end")).isEqualTo("key *** end");
        assertThat(redaction.redact("{\"key\":\"K005/a+b\\\"c\\\\d3kJ\"}")).isEqualTo("{\"key\":\"***\"}");
        assertThat(redaction.redact("?key=K005%2Fa%2Bb%22c%5Cd3kJ")).isEqualTo("?key=***");
    }

    @Test
    void hides_a_secret_in_basic_authorization_at_any_offset() {
        for (String id : List.of("i", "id", "idx", "0051234")) {
            String header = Base64.getEncoder().encodeToString((id + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
            String shown = redaction.redact("Authorization: Basic " + header);
            assertThat(shown).contains("***").hasSizeLessThan(("Authorization: Basic " + header).length() - 12);
        }
    }

    @Test
    void hides_the_parts_of_a_token() {
        Redaction token = Redaction.of(List.of("{\"access_token\":\"ya29.abc\",\"refresh_token\":\"1//0xyz\"}"));
        assertThat(token.redact("Bearer ya29.abc, refresh_token=1%2F%2F0xyz"))
                .isEqualTo("Bearer ***, refresh_token=***");
    }

    @Test
    void hides_tokens_that_are_not_configured() {
        Redaction none = Redaction.none();

        assertThat(none.redact("X-Amz-Security-Token: FwoGZXIv/+=")).isEqualTo("X-Amz-Security-Token: ***");
        assertThat(none.redact("GET /k?X-Amz-Security-Token=Fwo%2F&X-Amz-Date=1"))
                .isEqualTo("GET /k?X-Amz-Security-Token=***&X-Amz-Date=1");
        assertThat(none.redact("{\"SecretAccessKey\" : \"abc\", \"Token\":\"def\", \"Code\" : \"Success\"}"))
                .isEqualTo("{\"SecretAccessKey\" : \"***\", \"Token\":\"***\", \"Code\" : \"Success\"}");
        assertThat(none.redact("{\"access_token\":\"ya29.new\",\"expires_in\":3599}"))
                .isEqualTo("{\"access_token\":\"***\",\"expires_in\":3599}");
        assertThat(none.redact("checkpoints/tokenizer.json: Copied (new)"))
                .isEqualTo("checkpoints/tokenizer.json: Copied (new)");
    }
}
