package replaystorage.rclone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.CliException;
import replaystorage.rclone.FakeRclone;
import replaystorage.rclone.FakeRclone.FakeCall;
import replaystorage.rclone.FakeRclone.FakeOutput;
import replaystorage.settings.Settings;

/** Nothing is written of what rclone did not read back. */
final class RcloneConfUpdaterTest {
    private static final String BEFORE = "# mine\n[nas]\ntype = sftp\n";
    private static final String DUMP =
            "{\"b2\":{\"type\":\"b2\",\"hard_delete\":\"false\",\"account\":\"id\",\"key\":\"secret\"}}";
    private static final Settings SETTINGS = RcloneConfFixture.b2("id", "secret");

    @TempDir
    Path folder;

    private Path conf;
    private FakeOutput created = FakeOutput.of();
    private FakeOutput dumped = FakeOutput.of(DUMP);
    private final FakeRclone rclone =
            new FakeRclone().on("config", call -> call.arguments().get(1).equals("create") ? create(call) : dumped);

    @BeforeEach
    void write() throws IOException {
        conf = Files.writeString(folder.resolve("rclone.conf"), BEFORE);
    }

    private FakeOutput create(FakeCall call) {
        try {
            Files.writeString(
                    Path.of(call.arguments().get(call.arguments().indexOf("--config") + 1)),
                    "[b2]\ntype = b2\nhard_delete = false\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return created;
    }

    private RcloneConfUpdater updater() {
        return new RcloneConfUpdater(rclone, new ConfLocation(conf, false));
    }

    private void assertRefused(String message) throws IOException {
        assertThatThrownBy(() -> updater().update(SETTINGS))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(78))
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
        assertThat(conf).hasContent(BEFORE);
        assertThat(folder.toFile().list()).containsExactly("rclone.conf");
    }

    @Test
    void rclone_writes_the_options_and_we_the_credentials() throws IOException {
        assertThat(updater().update(SETTINGS).written()).isTrue();

        assertThat(conf).hasContent(BEFORE + "\n[b2]\ntype = b2\nhard_delete = false\naccount = id\nkey = secret\n");
        assertThat(rclone.calls()).hasSize(2);
        assertThat(rclone.calls().get(0).arguments())
                .startsWith("config", "create", "b2", "b2", "hard_delete=false", "--non-interactive", "--config")
                .doesNotContain(conf.toString());
        assertThat(rclone.calls())
                .flatExtracting(FakeCall::arguments)
                .noneMatch(argument -> argument.contains("secret"));
    }

    @Test
    void reports_why_rclone_did_not_create_a_section() throws IOException {
        created = FakeOutput.failed(1, "no such backend");

        assertRefused("rclone did not create the section [b2]: no such backend");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"b2\":{\"type\":\"b2\",\"hard_delete\":\"false\",\"account\":\"id\"}}",
                "{\"b2\":{\"type\":\"b2\",\"hard_delete\":\"false\",\"account\":\"id\",\"key\":\"secre\"}}"
            })
    void a_value_that_rclone_does_not_read_back_is_refused(String dump) throws IOException {
        dumped = FakeOutput.of(dump);

        assertRefused("contains something that rclone.conf can't store");
    }

    @ParameterizedTest
    @CsvSource({
        "could not parse line: key = `secret, could not parse line: key = ***",
        "could not parse line: the secret, could not parse line: *** (it has no =)",
        "'failed to load \"/x/next.conf\": empty section name', rclone.conf: empty section name",
    })
    void unreadable_file_is_reported_without_its_values(String log, String message) throws IOException {
        dumped = FakeOutput.failed(1, log);

        assertRefused(message);
    }

    @Test
    void file_with_unusual_lines_is_read_by_rclone() throws IOException {
        for (String line : List.of("- = 1", "k = %(type)s", "no pair", "[]")) {
            Files.writeString(conf, "[b2]\n" + line + "\n");
            int calls = rclone.calls().size();
            updater().sections();
            assertThat(rclone.calls()).as(line).hasSize(calls + 1);
        }
    }

    @Test
    void folder_at_the_path_of_the_file_is_reported() throws IOException {
        Files.delete(conf);
        Files.createDirectory(conf);

        assertThatThrownBy(() -> updater().sections())
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(74))
                .hasMessageContaining(conf + " can't be read: it is a folder");
    }
}
