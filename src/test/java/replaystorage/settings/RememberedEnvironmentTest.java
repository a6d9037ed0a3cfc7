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
    void a_session_has_the_provider_the_buckets_and_the_places_and_no_credential() throws IOException {
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
    void its_own_variables_go_before_each_by_itself() {
        assertThat(session(b2(), Map.of("WORKSPACE", "/mine", "POD_ID", "")))
                .containsEntry("WORKSPACE", "/mine")
                .containsEntry("POD_ID", "pod")
                .containsEntry("B2_ARTIFACTS", "bucket");
    }

    @Test
    void a_storage_of_its_own_is_not_mixed_with_the_pods() {
        assertThat(session(b2(), Map.of("R2_BUCKET", "mine")))
                .doesNotContainKeys("REPLAY_STORAGE_PROVIDER", "B2_REPLAYS", "B2_ARTIFACTS")
                .containsEntry("WORKSPACE", "/data");
    }

    @Test
    void its_own_provider_or_remote_is_a_storage_of_its_own() {
        assertThat(session(b2(), Map.of("REPLAY_STORAGE_REMOTE", "mine"))).doesNotContainKey("B2_REPLAYS");
        assertThat(session(b2(), Map.of("REPLAY_STORAGE_PROVIDER", "r2"))).doesNotContainKey("B2_REPLAYS");
    }

    @Test
    void the_pods_own_buckets_without_credentials_are_no_storage_of_its_own() {
        assertThat(session(b2(), Map.of("B2_REPLAYS", "bucket", "B2_ARTIFACTS", "bucket")))
                .containsEntry("REPLAY_STORAGE_PROVIDER", "b2");
    }

    @Test
    void foreign_keys_of_amazon_are_no_storage_of_its_own() {
        assertThat(session(b2(), Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y")))
                .containsEntry("B2_REPLAYS", "bucket");
    }

    @Test
    void an_implied_folder_is_remembered_by_the_folder_above_it() {
        assertThat(session(Map.of("LOCAL_STORAGE", "/volume/"), Map.of()))
                .containsEntry("LOCAL_STORAGE", "/volume")
                .doesNotContainKey("LOCAL_REPLAYS");
    }

    @Test
    void a_start_without_a_storage_forgets_the_one_before() {
        session(b2(), Map.of());

        assertThat(session(Map.of("POD_ID", "next"), Map.of())).containsOnlyKeys("HOME", "POD_ID");
    }

    @Test
    void who_moves_rclone_conf_does_not_act_on_the_pods_storage() {
        assertThat(session(
                        b2(),
                        Map.of(
                                "RCLONE_CONFIG",
                                home.resolve("other/rclone.conf").toString())))
                .doesNotContainKeys("B2_REPLAYS", "WORKSPACE");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(home.resolve(".config"), "no folder");

        assertThat(new RememberedEnvironment(environment()).write(environment(), Optional.empty()))
                .containsExactly(file());
    }
}
