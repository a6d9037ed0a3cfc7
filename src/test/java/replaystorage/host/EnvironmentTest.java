package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replaystorage.settings.SettingsFixture.b2;
import static replaystorage.settings.SettingsFixture.environment;
import static replaystorage.settings.SettingsFixture.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.settings.Settings;

class EnvironmentTest {
    @TempDir
    Path folder;

    @Test
    void treats_an_empty_variable_as_unset() {
        assertThat(environment("A=").get("A")).isEmpty();
        assertThat(environment("A=").get("A", "b")).isEqualTo("b");
    }

    @Test
    void adds_and_removes_a_variable() {
        Environment environment = environment("A=1");

        assertThat(environment.with("B", "2").all()).containsOnlyKeys("A", "B");
        assertThat(environment.with("A", null).all()).isEmpty();
        assertThat(environment.all()).containsOnlyKeys("A");
    }

    @Test
    void reads_a_credential_file_without_its_final_newline() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "s3cret\n\n");

        assertThat(environment("B2_APP_KEY_FILE=" + file).credential("B2_APP_KEY"))
                .contains("s3cret\n");
    }

    @Test
    void uses_files_for_credentials() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "s3cret\n");
        Environment environment = b2("B2_APP_KEY_FILE=" + file);

        Settings settings = settings(environment.with("B2_APP_KEY", null));
        assertThat(settings.credentials().get("key").reveal()).isEqualTo("s3cret");
        assertThat(settings.notes()).isEmpty();
        assertThat(settings(environment).notes())
                .singleElement()
                .asString()
                .contains("B2_APP_KEY_FILE", "both")
                .doesNotContain("s3cret");
    }

    @Test
    void names_variable_and_path_of_an_unreadable_file() {
        Environment environment = b2("B2_APP_KEY_FILE=/nowhere/key").with("B2_APP_KEY", null);

        assertThatThrownBy(() -> settings(environment))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e.remedy()).isPresent();
                })
                .hasMessageContaining("B2_APP_KEY_FILE")
                .hasMessageContaining("/nowhere/key");
    }

    @Test
    void refuses_a_folder_or_endless_device_as_credential_file() {
        assertThatThrownBy(() -> environment("K_FILE=" + folder).credential("K"))
                .isInstanceOf(CliException.class)
                .hasMessage("K_FILE names " + folder + ", which can't be used: it is a folder");
        assertThatThrownBy(() -> environment("K_FILE=/dev/zero").credential("K"))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(78))
                .hasMessage("K_FILE names /dev/zero, which can't be used: it is larger than 64 KiB");
    }

    @Test
    void refuses_an_empty_credential_file() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "\n");

        assertThatThrownBy(() -> environment("K_FILE=" + file).credential("K")).hasMessageContaining("empty");
    }

    @Test
    void refuses_a_value_that_is_not_valid_utf8() {
        assertThatThrownBy(() -> environment("B2_KEY_ID=a\uFFFD").get("B2_KEY_ID"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("B2_KEY_ID");
    }
}
