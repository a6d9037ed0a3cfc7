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
    void mends_what_is_wrapped_around_a_value(String slip) {
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
    void refuses_by_name_what_rclone_conf_cannot_keep(String value) {
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
    void leaves_every_other_value_as_it_is(String value) {
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
    void takes_keys_of_another_shape_without_a_word() {
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
    void mends_prefixes_and_slashes_of_a_bucket(String given, String bucket) {
        Settings settings = settings(b2("B2_BUCKET=" + given));

        assertThat(settings.requireReplays().name()).isEqualTo(bucket);
        assertThat(settings.notes()).isNotEmpty().allMatch(note -> note.startsWith("B2_BUCKET"));
    }

    @Test
    void takes_a_path_inside_a_bucket_as_it_is() {
        Settings settings = settings(b2("B2_BUCKET=melee/sub_1"));

        assertThat(settings.requireReplays().name()).isEqualTo("melee/sub_1");
        assertThat(settings.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bucket_1", "https://s3.amazonaws.com", "my bucket", "a/../b", "b2:", "/", "bücket"})
    void refuses_what_can_be_no_bucket(String name) {
        assertThatThrownBy(() -> settings(b2("B2_BUCKET=" + name)))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(78))
                .hasMessageContaining("B2_BUCKET");
    }

    @Test
    void says_which_character_of_a_bucket_is_wrong() {
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
    void mends_an_endpoint(String given) {
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
    void mends_the_endpoints_of_r2_that_people_copy(String given, String endpoint) {
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
    void leaves_a_right_endpoint_of_r2_without_a_word(String given) {
        assertThat(settings(r2(given)).endpoint()).isEqualTo(given);
        assertThat(settings(r2(given)).notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://pub-0123.r2.dev, public address",
        "https://dash.cloudflare.com/0123/r2/default/buckets/melee, a Cloudflare web page",
        "https://r2.cloudflarestorage.com, lacks the account id"
    })
    void refuses_what_is_no_endpoint_of_r2_and_says_which_form_is_right(String given, String says) {
        assertThatThrownBy(() -> settings(r2(given)))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e.remedy().orElseThrow()).contains("https://ACCOUNT.r2.cloudflarestorage.com");
                })
                .hasMessageContaining("R2_ENDPOINT")
                .hasMessageContaining(says);
    }

    @Test
    void takes_the_bucket_off_the_hosts_of_well_known_servers() {
        Environment s3 = environment("S3_BUCKET=melee", "S3_ENDPOINT=https://melee.s3.eu-west-1.amazonaws.com");

        assertThat(settings(s3).endpoint()).isEqualTo("https://s3.eu-west-1.amazonaws.com");
        assertThat(settings(s3.with("S3_ENDPOINT", "https://s3.us-west-004.backblazeb2.com"))
                        .endpoint())
                .isEqualTo("https://s3.us-west-004.backblazeb2.com");
        assertThat(settings(s3.with("S3_ENDPOINT", "https://melee.example.com")).endpoint())
                .isEqualTo("https://melee.example.com");
    }

    @Test
    void refuses_the_address_of_b2_that_is_for_s3_programs() {
        assertThatThrownBy(() -> settings(b2("B2_ENDPOINT=s3.us-west-004.backblazeb2.com")))
                .hasMessageContaining("B2_ENDPOINT")
                .hasMessageContaining("leave it unset")
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.remedy()).hasValue("unset B2_ENDPOINT"));
    }

    @Test
    void leaves_the_path_of_a_server_but_takes_the_bucket_off() {
        Environment minio = environment("S3_BUCKET=melee", "S3_ENDPOINT=https://x.example/storage/v1/s3");

        assertThat(settings(minio).endpoint()).isEqualTo("https://x.example/storage/v1/s3");
        assertThat(settings(minio.with("S3_ENDPOINT", "http://h:9000/melee")).endpoint())
                .isEqualTo("http://h:9000");
    }

    @Test
    void makes_one_line_of_a_json_key() {
        Settings settings = settings(environment("GDRIVE_SERVICE_ACCOUNT_JSON={\n  \"a\": \"x\\ny\"\n}\n"));

        assertThat(settings.credentials().get("service_account_credentials").reveal())
                .isEqualTo("{ \"a\": \"x\\ny\" }");
    }

    @Test
    void refuses_json_that_is_none() {
        assertThatThrownBy(() -> settings(environment("GDRIVE_TOKEN=ya29.abc")))
                .hasMessageContaining("GDRIVE_TOKEN")
                .hasMessageNotContaining("ya29");
    }

    @Test
    void refuses_a_tilde_that_no_shell_expanded() {
        assertThatThrownBy(() -> settings(environment("LOCAL_STORAGE=~/x"))).hasMessageContaining("LOCAL_STORAGE");
    }
}
