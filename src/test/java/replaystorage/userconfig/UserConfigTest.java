package replaystorage.userconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TunedFlag;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.settings.SettingsFixture;

class UserConfigTest {
    private static UserConfig read(Environment environment) {
        return UserConfig.read(environment, ProviderCatalogue.bundled().names());
    }

    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), text);
    }

    private UserConfig read(String text, String... assignments) throws IOException {
        return read(SettingsFixture.environment(assignments)
                .with("REPLAY_STORAGE_CONFIG", write(text).toString()));
    }

    @Test
    void reads_every_setting() throws IOException {
        UserConfig userConfig = read("""
                folders: [embeddings, benchmarks]
                exclude:
                  - "*.tmp.npz"
                flags:
                  b2:
                    up: [--transfers 4, --b2-chunk-size=32Mi, --fast-list]
                auto-sync: {interval: 5m, settle: 10, grace: 1m}
                prices:
                  b2: {storage_gb_month: 0.005}
                """);

        assertThat(userConfig.folders()).containsExactly("embeddings", "benchmarks");
        assertThat(userConfig.excludes()).containsExactly("*.tmp.npz");
        assertThat(userConfig.autoSyncTimes().interval()).contains(Duration.ofMinutes(5));
        assertThat(userConfig.autoSyncTimes().settleTime()).contains(Duration.ofSeconds(10));
        assertThat(userConfig.autoSyncTimes().grace()).contains(Duration.ofMinutes(1));
        Provider b2 = ProviderCatalogue.bundled(userConfig).provider("b2");
        assertThat(b2.tunedArguments(RcloneJobType.UP))
                .containsSequence("--transfers", "4")
                .containsSequence("--b2-chunk-size", "32Mi")
                .containsSequence("--checkers", "16")
                .contains("--fast-list")
                .doesNotContainSequence("--transfers", "16");
        assertThat(b2.tunedArguments(RcloneJobType.DOWN)).containsSequence("--transfers", "16");
        assertThat(b2.prices().storage()).isEqualByComparingTo("0.005");
        assertThat(b2.prices().freeStorage()).isEqualByComparingTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing yet\n",
                "folders: []\n",
                "{}",
                "folders:\n#  - a\nexclude:\nflags:\n  b2:\n    up:\nprices:\n  b2:\nauto-sync:\n"
            })
    void accepts_an_empty_file(String text) throws IOException {
        UserConfig userConfig = read(text);

        assertThat(userConfig.folders()).isEmpty();
        assertThat(userConfig.autoSyncTimes().interval()).isEmpty();
        assertThat(ProviderCatalogue.bundled(userConfig).provider("b2").tunedArguments(RcloneJobType.UP))
                .isEqualTo(SettingsFixture.CATALOGUE.provider("b2").tunedArguments(RcloneJobType.UP));
    }

    @Test
    void flag_of_the_environment_overrides_the_file() throws IOException {
        UserConfig userConfig = read("flags: {b2: {up: [--transfers 4, --checkers 5]}}", "RCLONE_TRANSFERS=7");

        assertThat(userConfig.flags().get("b2").get(RcloneJobType.UP)).hasToString("[--checkers 5]");
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("folders: []\nintervall: 5m\n", 2, "unknown key intervall; there are: folders"),
                Arguments.of("auto-sync:\n  intervall: 5m\n", 2, "unknown key intervall; did you mean interval?"),
                Arguments.of("auto_sync: {interval: 5m}\n", 1, "did you mean auto-sync?"),
                Arguments.of("\nexcludes: [a]\n", 2, "did you mean exclude?"),
                Arguments.of("flags:\n  b3:\n    up: [--transfers 4]\n", 2, "unknown key b3; did you mean b2?"),
                Arguments.of(
                        "flags:\n  b2:\n    upload: [--transfers 4]\n",
                        3,
                        "unknown key upload; there are: list, up, down, snapshot"),
                Arguments.of("prices:\n  r2:\n    storage_gb_mont: 1\n", 3, "did you mean storage_gb_month?"),
                Arguments.of("folders: embeddings\n", 1, "folders is not a list"),
                Arguments.of("exclude:\n  - {a: b}\n", 2, "it is not text"),
                Arguments.of("flags: [--transfers 4]\n", 1, "it is not a mapping of keys to values"),
                Arguments.of("auto-sync:\n  interval: [5m]\n", 2, "interval is not text"),
                Arguments.of(
                        "auto-sync:\n  interval: soon\n",
                        2,
                        "interval is 'soon', which is not a valid time for it; write seconds"),
                Arguments.of("auto-sync:\n  interval: 0\n", 2, "interval is '0', which is not a valid time"),
                Arguments.of("auto-sync:\n  grace:\n", 2, "grace is '', which is not a valid time"),
                Arguments.of("prices:\n  b2:\n    egress_gb: -1\n", 3, "egress_gb is '-1', which is not an amount"),
                Arguments.of(
                        "folders: [a]\nexclude: []\nfolders: [b]\n",
                        3,
                        "the key folders is set twice, first in line 1"),
                Arguments.of("auto-sync:\n\tinterval: 5m\n", 2, "a tab is used where spaces are needed"),
                Arguments.of("folders: [a\n", 2, "expected ',' or ']'"),
                Arguments.of("folders:\n  - a\n  - checkpoints\n", 3, "the folder checkpoints is an artifact already"),
                Arguments.of("folders:\n  - a\n  - a\n", 3, "the folder a is an artifact already"),
                Arguments.of("folders:\n  - ../a\n", 2, "'../a' is not a valid artifact name"),
                Arguments.of("folders: ['']\n", 1, "'' is not a valid artifact name"),
                Arguments.of("flags:\n  b2:\n    up:\n      - transfers 4\n", 4, "this is not a flag of rclone"),
                Arguments.of(
                        "flags:\n  b2:\n    up:\n      - --transfers 4\n      - --config /x\n",
                        5,
                        "--config can't be passed to rclone: replay-storage chooses rclone.conf"),
                Arguments.of(
                        "flags:\n  s3:\n    down: [--delete-excluded]\n",
                        3,
                        "--delete-excluded can't be passed to rclone"),
                Arguments.of(
                        "flags:\n  s3:\n    down: [--delete-before]\n", 3, "--delete-before can't be passed to rclone"),
                Arguments.of(
                        "flags:\n  s3:\n    down: [--files-from x]\n", 3, "--files-from can't be passed to rclone"),
                Arguments.of(
                        "flags:\n  s3:\n    list: [--no-modtime]\n", 3, "--no-modtime is not allowed in this file"),
                Arguments.of("flags:\n  s3:\n    up: [--transfer 4]\n", 3, "did you mean --transfers?"),
                Arguments.of(
                        "flags:\n  s3:\n    up: [--transfers]\n", 3, "--transfers has the value ''; it takes a number"),
                Arguments.of("flags:\n  s3:\n    up: [--transfers many]\n", 3, "it takes a number"),
                Arguments.of("flags:\n  s3:\n    up: [--s3-chunk-size 5 MB]\n", 3, "it takes a size such as 32Mi"),
                Arguments.of("flags:\n  s3:\n    up: [--timeout 60]\n", 3, "it takes a duration such as 30s"),
                Arguments.of("flags:\n  s3:\n    up: [--fast-list=maybe]\n", 3, "it takes nothing, true or false"),
                Arguments.of("exclude:\n  - a\n  - '['\n", 3, "'[' is not a pattern"),
                Arguments.of("folders: []\nexclude: &x [a]\nflags: *x\n", 3, "it uses the alias *x"),
                Arguments.of("folders: []\n---\nexclude: []\n", 2, "it holds more than one document"),
                Arguments.of("\n- a\n- b\n", 2, "it is not a mapping of keys to values"),
                Arguments.of("folders: [a]\nexclude: [\u0001]\n", 2, "it holds a control character"),
                Arguments.of("folders:\n  " + "[".repeat(20_000) + "]".repeat(20_000), 2, "it is nested deeper than"),
                Arguments.of(
                        "folders: [CHECKPOINTS]\n", 1, "the folder CHECKPOINTS differs from checkpoints only in case"),
                Arguments.of("folders:\n  - Logs\n", 2, "the folder Logs differs from logs only in case"),
                Arguments.of("folders: [a, A]\n", 1, "the folder A differs from a only in case"),
                Arguments.of("folders: [-x]\n", 1, "'-x' is not a valid artifact name"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_is_reported_with_file_and_line(String text, int line, String says) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(78);
                    assertThat(e.remedy()).contains("${EDITOR:-vi} +" + line + " " + folder.resolve("mine.yaml"));
                })
                .hasMessageContaining(folder.resolve("mine.yaml").toString())
                .hasMessageContaining("line " + line + ": ")
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "B2_APP_KEY: K005topsecret\n",
                "flags:\n  b2:\n    up: [--b2-key K005topsecret]\n",
                "flags:\n  b2:\n    up: [--b2-key=K005topsecret]\n",
                "flags:\n  s3:\n    up: [\"--header 'Authorization: K005topsecret'\"]\n",
                "flags:\n  s3:\n    up: [--s3-shared-credentials-file K005topsecret]\n",
                "secrets:\n  token: K005topsecret\n",
                "auto-sync:\n  password: K005topsecret\n"
            })
    void refuses_credentials_without_showing_them(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("credentials do not belong in this file")
                .hasMessageContaining("line ")
                .hasMessageNotContaining("topsecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--http-proxy http://x",
                "--s3-acl public-read",
                "--s3-bucket-acl=public-read",
                "--s3-env-auth",
                "--cpuprofile /x",
                "--memprofile /x",
                "--no-check-certificate",
                "--ca-cert /x",
                "--disable Copy",
                "--b2-hard-delete",
                "--metadata-mapper ./run",
                "--metadata-set a=b",
                "--rc-addr :5572",
                "--dump auth"
            })
    void refuses_flags_that_do_not_tune(String flag) {
        assertThatThrownBy(() -> read("flags:\n  s3:\n    up: ['" + flag + "']\n"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining(
                        "line 3: " + flag.split("[ =]", 2)[0] + " is not allowed in this file, only tuning flags are")
                .hasMessageContaining("after -- on the command line");
    }

    @Test
    void accepts_each_tuned_flag_of_the_templates() throws IOException {
        for (Provider provider : SettingsFixture.CATALOGUE.all()) {
            for (RcloneJobType job : RcloneJobType.values()) {
                for (TunedFlag flag : provider.tunedFlags().get(job)) {
                    if (!flag.name().equals("use-server-modtime")) {
                        String key = job.name().toLowerCase(Locale.ROOT);
                        assertThat(read("flags: {b2: {" + key + ": ['" + flag.flag() + "']}}")
                                        .flags()
                                        .get("b2")
                                        .get(job))
                                .containsExactly(flag.flag());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--s3-no-check-bucket=false", "--s3-no-check-bucket false"})
    void passes_a_switch_and_its_value_in_one_argument(String flag) throws IOException {
        Provider r2 = ProviderCatalogue.bundled(read("flags: {r2: {up: ['" + flag + "']}}"))
                .provider("r2");

        assertThat(r2.tunedArguments(RcloneJobType.UP))
                .contains("--s3-no-check-bucket=false")
                .doesNotContain("--s3-no-check-bucket");
        assertThat(r2.tunedFlags().get(RcloneJobType.UP))
                .filteredOn(TunedFlag::setByUser)
                .extracting(TunedFlag::name)
                .containsExactly("s3-no-check-bucket");
    }

    @Test
    void refuses_a_device_or_a_folder() {
        assertThatThrownBy(() -> read(SettingsFixture.environment("REPLAY_STORAGE_CONFIG=/dev/zero")))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(78))
                .hasMessage("/dev/zero can't be read: it is larger than 1024 KiB");
        assertThatThrownBy(() -> read(SettingsFixture.environment("REPLAY_STORAGE_CONFIG=" + folder)))
                .isInstanceOf(CliException.class)
                .hasMessage(folder + " can't be read: it is a folder");
    }

    @Test
    void refuses_a_configured_file_that_does_not_exist() {
        Environment environment = SettingsFixture.environment("REPLAY_STORAGE_CONFIG=" + folder + "/none.yaml");

        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("REPLAY_STORAGE_CONFIG names " + folder + "/none.yaml, which does not exist");
    }

    @Test
    void is_searched_in_the_workspace_and_then_next_to_rclone_conf() throws IOException {
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        Path conf = Files.createDirectories(folder.resolve("home/.config/rclone"));
        Environment environment = SettingsFixture.environment("WORKSPACE=" + workspace, "HOME=" + folder + "/home");
        assertThat(read(environment)).isEqualTo(UserConfig.NONE);

        Path beside = Files.writeString(conf.resolve("replay-storage.yaml"), "folders: [a]");
        assertThat(read(environment).file()).contains(beside);

        Path mine = Files.writeString(workspace.resolve("replay-storage.yaml"), "folders: [b]");
        assertThat(read(environment).file()).contains(mine);
    }
}
