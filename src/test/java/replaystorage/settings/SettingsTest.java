package replaystorage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replaystorage.settings.SettingsFixture.APP_KEY;
import static replaystorage.settings.SettingsFixture.CATALOGUE;
import static replaystorage.settings.SettingsFixture.b2;
import static replaystorage.settings.SettingsFixture.environment;
import static replaystorage.settings.SettingsFixture.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;

class SettingsTest {
    private static final String[] R2 = {"R2_ACCESS_KEY=a", "R2_SECRET_KEY=b", "R2_ENDPOINT=https://h", "R2_BUCKET=r"};

    private static ConfSections section(String name, String type, String... more) {
        return new ConfSections(
                more.length == 0
                        ? Map.of(name, Map.of("type", type))
                        : Map.of(name, Map.of("type", type, more[0], more[1])));
    }

    @ParameterizedTest
    @CsvSource({
        "b2, B2_KEY_ID=1 B2_APP_KEY=2 R2_ACCESS_KEY=1 R2_SECRET_KEY=2 R2_ENDPOINT=https://h",
        "r2, R2_ACCESS_KEY=1 R2_SECRET_KEY=2 R2_ENDPOINT=https://h S3_BUCKET=b",
        "s3, S3_BUCKET=b GDRIVE_TOKEN={}",
        "minio, S3_ENDPOINT=http://h:9 S3_REPLAYS=b GDRIVE_TOKEN={}",
        "gdrive, GDRIVE_TOKEN={} LOCAL_STORAGE=/x",
        "gdrive, GDRIVE_SERVICE_ACCOUNT_FILE=/x.json",
        "local, LOCAL_ARTIFACTS=/x",
        "r2, B2_KEY_ID=1 B2_APP_KEY=2 R2_ACCESS_KEY=1 R2_SECRET_KEY=2 R2_ENDPOINT=https://h REPLAY_STORAGE_PROVIDER=R2",
        "local, B2_KEY_ID=1 B2_APP_KEY=2 LOCAL_STORAGE=/x REPLAY_STORAGE_PROVIDER=\"local\"",
    })
    void selects_the_provider(String name, String variables) {
        assertThat(settings(environment(variables.split(" "))).provider().name())
                .isEqualTo(name);
    }

    @Test
    void is_empty_if_nothing_is_set() {
        Environment others = environment("PATH=/bin", "AWS_ACCESS_KEY_ID=x", "B2_BUCKET=b", "B2_APP_KEY=");

        assertThat(Settings.resolve(others, CATALOGUE, ConfSections.NONE)).isEmpty();
        assertThatThrownBy(() -> Settings.require(others, CATALOGUE, ConfSections.NONE))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e.remedy()).contains("export B2_KEY_ID=... B2_APP_KEY=... B2_BUCKET=...");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "B2_APP_KEY, B2_KEY_ID=1",
        "B2_KEY_ID, B2_APP_KEY=1",
        "R2_ENDPOINT, R2_ACCESS_KEY=1 R2_SECRET_KEY=1",
        "AWS_SECRET_ACCESS_KEY, S3_BUCKET=b AWS_ACCESS_KEY_ID=1",
        "S3_BUCKET, S3_ENDPOINT=http://h AWS_ACCESS_KEY_ID=1 AWS_SECRET_ACCESS_KEY=1",
        "GDRIVE_CLIENT_SECRET, GDRIVE_TOKEN={} GDRIVE_CLIENT_ID=1",
        "GDRIVE_TOKEN, GDRIVE_CLIENT_ID=1",
        "GDRIVE_TOKEN, GDRIVE_CLIENT_SECRET=1",
        "R2_SECRET_KEY, R2_ACCESS_KEY=1 B2_KEY_ID=1 B2_APP_KEY=1 REPLAY_STORAGE_PROVIDER=r2",
        "R2_ACCESS_KEY, B2_KEY_ID=1 B2_APP_KEY=1 REPLAY_STORAGE_PROVIDER=r2",
    })
    void half_set_provider_names_its_missing_variable(String missing, String variables) {
        assertThatThrownBy(() -> settings(environment(variables.split(" "))))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e.remedy().orElseThrow()).contains(missing);
                })
                .hasMessageContaining(missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "B2_KEY_ID=1 | export B2_APP_KEY=...",
                "REPLAY_STORAGE_PROVIDER=b2 | export B2_KEY_ID=... B2_APP_KEY=...",
                "REPLAY_STORAGE_PROVIDER=local | export LOCAL_STORAGE=...",
                "S3_ENDPOINT=http://h | export S3_BUCKET=...",
            })
    void remedy_is_a_pasteable_export(String variables, String hint) {
        assertThatThrownBy(() -> settings(environment(variables.split(" "))))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.remedy()).contains(hint));
    }

    @Test
    void warns_of_a_half_set_provider_next_to_a_complete_one() {
        Settings settings = settings(environment(R2).with("B2_KEY_ID", "1"));

        assertThat(settings.provider().name()).isEqualTo("r2");
        assertThat(settings.notes()).singleElement().asString().contains("Backblaze B2", "B2_APP_KEY", "Cloudflare R2");
    }

    @Test
    void unknown_provider_error_names_all_providers() {
        assertThatThrownBy(() -> settings(b2("REPLAY_STORAGE_PROVIDER=dropbox")))
                .hasMessageContaining("dropbox")
                .hasMessageContaining("gdrive");
    }

    @Test
    void separates_options_from_credentials() {
        Settings settings = settings(b2("B2_ENDPOINT=http://127.0.0.1:9"));

        assertThat(settings.remote()).isEqualTo("b2");
        assertThat(settings.options()).containsExactly(Map.entry("endpoint", "http://127.0.0.1:9"));
        assertThat(settings.credentials()).containsOnlyKeys("account", "key");
        assertThat(settings.variables())
                .containsEntry("account", "B2_KEY_ID")
                .containsEntry("key", "B2_APP_KEY")
                .containsEntry("endpoint", "B2_ENDPOINT");
        assertThat(settings.toString()).doesNotContain(APP_KEY);
    }

    @Test
    void keeps_the_options_in_the_order_of_the_template() {
        assertThat(settings(environment(R2)).options().keySet())
                .containsExactly("provider", "region", "no_check_bucket");
    }

    @Test
    void uses_the_role_of_the_machine_only_if_no_key_is_set() {
        Environment role = environment("S3_BUCKET=b", "S3_REGION=eu-west-1");

        assertThat(settings(role).options()).containsEntry("env_auth", "true").containsEntry("region", "eu-west-1");
        assertThat(settings(role.with("AWS_ACCESS_KEY_ID", "a").with("AWS_SECRET_ACCESS_KEY", "b"))
                        .options())
                .doesNotContainKey("env_auth");
    }

    @Test
    void section_of_the_user_counts_as_configured() {
        Settings settings = Settings.require(environment("B2_BUCKET=b"), CATALOGUE, section("b2", "b2"));

        assertThat(settings.provider().name()).isEqualTo("b2");
        assertThat(settings.options()).isEmpty();
        assertThat(settings.credentials()).isEmpty();
        assertThat(settings.requireReplays().name()).isEqualTo("b");
    }

    @Test
    void environment_overrides_a_section() {
        assertThat(Settings.require(environment(R2), CATALOGUE, section("b2", "b2"))
                        .provider()
                        .name())
                .isEqualTo("r2");
        assertThat(Settings.require(b2(), CATALOGUE, section("b2", "b2")).credentials())
                .isNotEmpty();
    }

    @Test
    void uses_the_section_if_the_environment_is_half_set() {
        Settings settings = Settings.require(b2().with("B2_APP_KEY", null), CATALOGUE, section("b2", "b2"));

        assertThat(settings.credentials()).isEmpty();
        assertThat(settings.notes()).singleElement().asString().contains("B2_APP_KEY", "[b2]");
    }

    @Test
    void refuses_a_section_with_our_name_but_another_type() {
        assertThatThrownBy(() -> Settings.resolve(b2(), CATALOGUE, section("b2", "s3")))
                .hasMessageContaining("[b2]")
                .hasMessageContaining("type s3");
    }

    @ParameterizedTest
    @CsvSource({"Cloudflare, r2", "AWS, s3", "Minio, minio", "Wasabi, minio"})
    void detects_the_provider_of_an_s3_section(String key, String provider) {
        Settings settings = Settings.require(
                environment("REPLAY_STORAGE_REMOTE=mine:"), CATALOGUE, section("mine", "s3", "provider", key));

        assertThat(settings.remote()).isEqualTo("mine");
        assertThat(settings.provider().name()).isEqualTo(provider);
        assertThat(settings.options()).isEmpty();
    }

    @Test
    void missing_section_error_names_all_sections() {
        Environment environment = b2("REPLAY_STORAGE_REMOTE=mine");

        assertThatThrownBy(() -> Settings.resolve(environment, CATALOGUE, section("other", "sftp")))
                .hasMessageContaining("mine")
                .hasMessageContaining("other");
        assertThatThrownBy(() -> Settings.resolve(environment, CATALOGUE, section("mine", "sftp")))
                .hasMessageContaining("sftp");
    }

    @Test
    void specific_bucket_variable_overrides_the_common_one_with_a_note() {
        Settings same = settings(b2("B2_REPLAYS=melee"));
        Settings settings = settings(b2("B2_REPLAYS=slp"));

        assertThat(same.notes()).isEmpty();
        assertThat(same.sharesOneBucket()).isTrue();
        assertThat(settings.requireReplays().name()).isEqualTo("slp");
        assertThat(settings.requireArtifacts().name()).isEqualTo("melee");
        assertThat(settings.notes()).singleElement().asString().contains("B2_REPLAYS", "B2_BUCKET", "replays");
    }

    @Test
    void unset_bucket_error_names_its_variables() {
        Settings settings = settings(b2().with("B2_BUCKET", null));

        assertThatThrownBy(settings::requireArtifacts)
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e.remedy()).contains("export B2_BUCKET=...");
                })
                .hasMessageContaining("B2_ARTIFACTS and B2_BUCKET are unset");
    }

    @Test
    void derives_the_folders_of_a_local_storage() {
        Settings settings = settings(environment("LOCAL_STORAGE=store", "LOCAL_REPLAYS=/slp"));

        assertThat(settings.requireReplays()).isEqualTo(new Settings.Bucket("/slp", "LOCAL_REPLAYS", false));
        assertThat(settings.requireArtifacts())
                .isEqualTo(new Settings.Bucket(
                        Path.of("store/artifacts").toAbsolutePath().toString(), "LOCAL_STORAGE", true));
        assertThat(settings.notes()).isEmpty();
    }

    @Test
    void accepts_any_name_of_a_drive_folder() {
        Settings settings = settings(environment("GDRIVE_TOKEN={}", "GDRIVE_BUCKET=My Replays: 2025"));

        assertThat(settings.requireReplays().name()).isEqualTo("My Replays: 2025");
        assertThat(settings.notes()).isEmpty();
    }

    @Test
    void marks_the_token_that_rclone_refreshes() {
        assertThat(CATALOGUE.provider("gdrive").variables())
                .filteredOn(Provider.ProviderVariable::refreshedByRclone)
                .extracting(Provider.ProviderVariable::option)
                .isEqualTo(List.of("token"));
    }
}
