package replaystorage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replaystorage.settings.SettingsFixture.APP_KEY;
import static replaystorage.settings.SettingsFixture.KEY_ID;
import static replaystorage.settings.SettingsFixture.b2;
import static replaystorage.settings.SettingsFixture.environment;
import static replaystorage.settings.SettingsFixture.settings;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.CliException;
import replaystorage.host.Environment;

class ValueSanitizerTest {
    private static final String R2 = "R2_ENDPOINT=";

    private static Environment r2(String endpoint) {
        return environment("R2_ACCESS_KEY=a", "R2_SECRET_KEY=b", R2 + endpoint, "R2_BUCKET=melee");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"%s\"", "'%s'", "%s\n", "%s\r", "%s\r\n", " %s ", "\uFEFF%s", "\"%s\"\r\n", "\t%s", "\u00A0%s"
            })
    void removes_quotes_and_blanks_around_a_value(String slip) {
        for (String name : List.of("B2_KEY_ID", "B2_APP_KEY", "B2_BUCKET")) {
            String value = b2().get(name, "");

            Settings settings = settings(b2().with(name, slip.replace("%s", value)));

            assertThat(settings.credentials().get("account").reveal()).isEqualTo(KEY_ID);
            assertThat(settings.credentials().get("key").reveal()).isEqualTo(APP_KEY);
            assertThat(settings.requireReplays().name()).isEqualTo("melee");
            assertThat(settings.notes()).isNotEmpty().allMatch(note -> note.startsWith(name));
            assertThat(settings.notes()).noneMatch(note -> note.contains(APP_KEY) || note.contains(KEY_ID));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ RUNPOD_SECRET_X }}",
                "{{RUNPOD_SECRET_X}}",
                "\"{{ RUNPOD_SECRET_X }}\"",
                "${B2_APP_KEY}",
                "$B2_APP_KEY",
                "%B2_APP_KEY%",
                "<your key>"
            })
    void refuses_a_placeholder_by_name(String placeholder) {
        for (String name : List.of("B2_KEY_ID", "B2_APP_KEY", "B2_BUCKET")) {
            assertThatThrownBy(() -> settings(b2().with(name, placeholder)))
                    .isInstanceOfSatisfying(CliException.class, e -> {
                        assertThat(e.status()).isEqualTo(78);
                        assertThat(e).hasMessageContaining(name).hasMessageNotContaining(placeholder);
                        assertThat(e.getMessage().contains("the secret X was"))
                                .isEqualTo(placeholder.contains("RUNPOD_SECRET_X"));
                        assertThat(e.remedy()).isPresent();
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ab\ncd", "ab\rcd", "`abcd", "`abcd`", "ab\u0000cd", "ab\u001bcd", "ab\uFFFDcd", "\"\"", "  "})
    void refuses_by_name_a_value_that_rclone_conf_cannot_store(String value) {
        assertThatThrownBy(() -> settings(b2().with("B2_APP_KEY", value)))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e).hasMessageContaining("B2_APP_KEY").hasMessageNotContaining("cd");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "#a;b",
                "a=b",
                "\"ab",
                "a'",
                "$ab",
                "a%b",
                "a\\",
                "[a]",
                "a\tb",
                "ü🎮",
                "a`",
                "*** ENCRYPTED ***",
                "$ecret"
            })
    void keeps_every_other_value(String value) {
        Settings settings = settings(b2().with("B2_APP_KEY", value));

        assertThat(settings.credentials().get("key").reveal()).isEqualTo(value);
        assertThat(settings.notes()).isEmpty();
    }

    @Test
    void names_both_when_id_and_key_are_swapped() {
        assertThatThrownBy(() -> settings(b2("B2_KEY_ID=" + APP_KEY, "B2_APP_KEY=" + KEY_ID)))
                .hasMessageContaining("B2_KEY_ID and B2_APP_KEY are swapped")
                .hasMessageNotContaining(APP_KEY);
    }

    @Test
    void accepts_keys_of_another_form_without_a_note() {
        assertThat(settings(b2("B2_KEY_ID=test", "B2_APP_KEY=test")).notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "b2:melee, melee",
        "s3://melee, melee",
        "r2:melee, melee",
        "gs://melee/, melee",
        "https://acc.r2.cloudflarestorage.com/melee, melee",
        "melee/, melee",
        "/melee, melee",
        "b2:/melee//sub/, melee/sub"
    })
    void removes_prefix_and_slashes_of_a_bucket_name(String given, String bucket) {
        Settings settings = settings(b2("B2_BUCKET=" + given));

        assertThat(settings.requireReplays().name()).isEqualTo(bucket);
        assertThat(settings.notes()).isNotEmpty().allMatch(note -> note.startsWith("B2_BUCKET"));
    }

    @Test
    void keeps_a_path_inside_a_bucket() {
        Settings settings = settings(b2("B2_BUCKET=melee/sub_1"));

        assertThat(settings.requireReplays().name()).isEqualTo("melee/sub_1");
        assertThat(settings.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bucket_1", "https://s3.amazonaws.com", "my bucket", "a/../b", "b2:", "/", "bücket"})
    void refuses_an_invalid_bucket_name(String name) {
        assertThatThrownBy(() -> settings(b2("B2_BUCKET=" + name)))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(78))
                .hasMessageContaining("B2_BUCKET");
    }

    @Test
    void names_the_invalid_character_of_a_bucket_name() {
        assertThatThrownBy(() -> settings(b2("B2_BUCKET=Bucket_1")))
                .hasMessageContaining("'_'")
                .hasMessageContaining("letters, digits, dots and hyphens");
        assertThatThrownBy(() -> settings(r2("https://h").with("R2_BUCKET", "Melee")))
                .hasMessageContaining("'M'")
                .hasMessageContaining("lower-case letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acc.r2.cloudflarestorage.com",
                "https://acc.r2.cloudflarestorage.com/",
                "https://acc.r2.cloudflarestorage.com/melee",
                "\"https://acc.r2.cloudflarestorage.com\"",
                "acc.r2.cloudflarestorage.com/melee/ "
            })
    void corrects_an_endpoint(String given) {
        Settings settings = settings(r2(given));

        assertThat(settings.endpoint()).isEqualTo("https://acc.r2.cloudflarestorage.com");
        assertThat(settings.notes()).isNotEmpty().allMatch(note -> note.startsWith("R2_ENDPOINT"));
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef0123456789abcdef, https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
        "0123456789abcdef0123456789abcdef.eu, https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com",
        "http://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com, https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
        "https://melee.0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com, https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
        "melee.0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/, https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com",
        "https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/melee, https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com"
    })
    void corrects_common_mistakes_in_an_r2_endpoint(String given, String endpoint) {
        Settings settings = settings(r2(given));

        assertThat(settings.endpoint()).isEqualTo(endpoint);
        assertThat(settings.notes()).isNotEmpty().allMatch(note -> note.startsWith("R2_ENDPOINT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
                "https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com"
            })
    void keeps_a_correct_r2_endpoint_without_a_note(String given) {
        assertThat(settings(r2(given)).endpoint()).isEqualTo(given);
        assertThat(settings(r2(given)).notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://pub-0123.r2.dev, public address",
        "https://dash.cloudflare.com/0123/r2/default/buckets/melee, a Cloudflare web page",
        "https://r2.cloudflarestorage.com, lacks the account id"
    })
    void refuses_an_invalid_r2_endpoint_with_the_right_form(String given, String says) {
        assertThatThrownBy(() -> settings(r2(given)))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e.remedy().orElseThrow()).contains("https://ACCOUNT.r2.cloudflarestorage.com");
                })
                .hasMessageContaining("R2_ENDPOINT")
                .hasMessageContaining(says);
    }

    @Test
    void removes_the_bucket_from_the_host_of_known_servers() {
        Environment s3 = environment("S3_BUCKET=melee", "S3_ENDPOINT=https://melee.s3.eu-west-1.amazonaws.com");

        assertThat(settings(s3).endpoint()).isEqualTo("https://s3.eu-west-1.amazonaws.com");
        assertThat(settings(s3.with("S3_ENDPOINT", "https://s3.us-west-004.backblazeb2.com"))
                        .endpoint())
                .isEqualTo("https://s3.us-west-004.backblazeb2.com");
        assertThat(settings(s3.with("S3_ENDPOINT", "https://melee.example.com")).endpoint())
                .isEqualTo("https://melee.example.com");
    }

    @Test
    void refuses_the_s3_endpoint_of_b2() {
        assertThatThrownBy(() -> settings(b2("B2_ENDPOINT=s3.us-west-004.backblazeb2.com")))
                .hasMessageContaining("B2_ENDPOINT")
                .hasMessageContaining("leave it unset")
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.remedy()).hasValue("unset B2_ENDPOINT"));
    }

    @Test
    void keeps_the_path_of_an_endpoint_but_removes_the_bucket() {
        Environment minio = environment("S3_BUCKET=melee", "S3_ENDPOINT=https://x.example/storage/v1/s3");

        assertThat(settings(minio).endpoint()).isEqualTo("https://x.example/storage/v1/s3");
        assertThat(settings(minio.with("S3_ENDPOINT", "http://h:9000/melee")).endpoint())
                .isEqualTo("http://h:9000");
    }

    @Test
    void joins_a_json_key_into_one_line() {
        Settings settings = settings(environment("GDRIVE_SERVICE_ACCOUNT_JSON={\n  \"a\": \"x\\ny\"\n}\n"));

        assertThat(settings.credentials().get("service_account_credentials").reveal())
                .isEqualTo("{ \"a\": \"x\\ny\" }");
    }

    @Test
    void refuses_invalid_json() {
        assertThatThrownBy(() -> settings(environment("GDRIVE_TOKEN=ya29.abc")))
                .hasMessageContaining("GDRIVE_TOKEN")
                .hasMessageNotContaining("ya29");
    }

    @Test
    void refuses_an_unexpanded_tilde() {
        assertThatThrownBy(() -> settings(environment("LOCAL_STORAGE=~/x"))).hasMessageContaining("LOCAL_STORAGE");
    }
}
