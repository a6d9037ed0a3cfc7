package replaystorage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.Environment;
import replaystorage.providers.ProviderCatalogue;

class RememberedEnvironmentTest {
    private static final ProviderCatalogue CATALOGUE = ProviderCatalogue.bundled();

    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void home() {
        variables.put("HOME", home.toString());
    }

    private Environment environment() {
        return Environment.of(variables);
    }

    private Path file() {
        return home.resolve(".config/rclone/replay-storage.env");
    }

    /** Starts a pod with these variables; returns those of a session with others. */
    private Map<String, String> session(Map<String, String> pods, Map<String, String> sessions) {
        variables.clear();
        home();
        variables.putAll(pods);
        Optional<Settings> settings = Settings.resolve(environment(), CATALOGUE, ConfSections.NONE);
        assertThat(new RememberedEnvironment(environment()).write(environment(), settings))
                .isEmpty();
        variables.clear();
        home();
        variables.putAll(sessions);
        return new RememberedEnvironment(environment())
                .withDefaults(environment(), () -> CATALOGUE)
                .all();
    }

    private static Map<String, String> b2() {
        return new HashMap<>(Map.of(
                "B2_KEY_ID",
                "0123456789ab",
                "B2_APP_KEY",
                "K001secret",
                "B2_BUCKET",
                "bucket",
                "WORKSPACE",
                "/data",
                "POD_ID",
                "pod"));
    }

    @Test
    void session_gets_provider_buckets_and_folders_but_no_credential() throws IOException {
        assertThat(session(b2(), Map.of()))
                .containsOnly(
                        Map.entry("HOME", home.toString()),
                        Map.entry("REPLAY_STORAGE_PROVIDER", "b2"),
                        Map.entry("B2_REPLAYS", "bucket"),
                        Map.entry("B2_ARTIFACTS", "bucket"),
                        Map.entry("WORKSPACE", "/data"),
                        Map.entry("POD_ID", "pod"));
        assertThat(Files.readString(file())).doesNotContain("K001secret", "0123456789ab");
    }

    @Test
    void own_variables_of_a_session_override_remembered_ones() {
        assertThat(session(b2(), Map.of("WORKSPACE", "/mine", "POD_ID", "")))
                .containsEntry("WORKSPACE", "/mine")
                .containsEntry("POD_ID", "pod")
                .containsEntry("B2_ARTIFACTS", "bucket");
    }

    @Test
    void own_storage_of_a_session_is_not_mixed_with_the_pods() {
        assertThat(session(b2(), Map.of("R2_BUCKET", "mine")))
                .doesNotContainKeys("REPLAY_STORAGE_PROVIDER", "B2_REPLAYS", "B2_ARTIFACTS")
                .containsEntry("WORKSPACE", "/data");
    }

    @Test
    void own_provider_or_remote_is_an_own_storage() {
        assertThat(session(b2(), Map.of("REPLAY_STORAGE_REMOTE", "mine"))).doesNotContainKey("B2_REPLAYS");
        assertThat(session(b2(), Map.of("REPLAY_STORAGE_PROVIDER", "r2"))).doesNotContainKey("B2_REPLAYS");
    }

    @Test
    void buckets_of_the_pod_without_credentials_are_not_an_own_storage() {
        assertThat(session(b2(), Map.of("B2_REPLAYS", "bucket", "B2_ARTIFACTS", "bucket")))
                .containsEntry("REPLAY_STORAGE_PROVIDER", "b2");
    }

    @Test
    void foreign_aws_keys_are_not_an_own_storage() {
        assertThat(session(b2(), Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y")))
                .containsEntry("B2_REPLAYS", "bucket");
    }

    @Test
    void derived_folder_is_remembered_as_its_local_storage() {
        assertThat(session(Map.of("LOCAL_STORAGE", "/volume/"), Map.of()))
                .containsEntry("LOCAL_STORAGE", "/volume")
                .doesNotContainKey("LOCAL_REPLAYS");
    }

    @Test
    void pod_start_without_a_storage_forgets_the_previous_one() {
        session(b2(), Map.of());

        assertThat(session(Map.of("POD_ID", "next"), Map.of())).containsOnlyKeys("HOME", "POD_ID");
    }

    @Test
    void session_with_another_rclone_conf_does_not_get_the_pods_storage() {
        assertThat(session(
                        b2(),
                        Map.of(
                                "RCLONE_CONFIG",
                                home.resolve("other/rclone.conf").toString())))
                .doesNotContainKeys("B2_REPLAYS", "WORKSPACE");
    }

    @Test
    void returns_the_file_that_cannot_be_written() throws IOException {
        Files.writeString(home.resolve(".config"), "no folder");

        assertThat(new RememberedEnvironment(environment()).write(environment(), Optional.empty()))
                .containsExactly(file());
    }
}
