package replaystorage.rclone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OAuthTokenTest {
    private static String token(String refresh, String expiry) {
        return "{\"access_token\":\"x\""
                + (refresh == null ? "" : ",\"refresh_token\":\"" + refresh + "\"")
                + (expiry == null ? "" : ", \"expiry\" : \"" + expiry + "\"")
                + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "one, 2026-11-25T12:00:00Z, one, 2026-11-25T11:00:00Z, true",
        "one, 2026-11-25T12:00:00Z, one, 2026-11-25T12:00:00Z, true",
        "one, 2026-11-25T12:00:00Z, one, 2026-11-25T12:00:01Z, false",
        "one, 2026-11-25T12:00:00.5+01:00, one, 2026-11-25T11:00:00Z, true",
        "one, 2026-11-25T12:00:00Z, two, 2026-11-25T11:00:00Z, false",
        "one, 2026-11-25T12:00:00Z, , 2026-11-25T11:00:00Z, true",
        ", 2026-11-25T12:00:00Z, one, 2026-11-25T11:00:00Z, false",
        "one, 2026-11-25T12:00:00Z, one, , true",
        "one, 2026-11-25T12:00:00Z, one, soon, true",
        "one, , one, 2026-11-25T11:00:00Z, false",
        "one, soon, one, , false",
    })
    void keeps_the_later_token_of_the_same_login(
            String login, String expiry, String ourLogin, String ourExpiry, boolean kept) {
        assertThat(OAuthToken.keepsFileToken("token", token(login, expiry), token(ourLogin, ourExpiry)))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"key, {}", "token,"})
    void keeps_nothing_for_another_key_or_a_missing_token(String key, String inFile) {
        assertThat(OAuthToken.keepsFileToken(key, inFile, token("one", null))).isFalse();
    }
}
