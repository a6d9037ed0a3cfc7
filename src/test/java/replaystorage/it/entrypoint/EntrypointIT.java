package replaystorage.it.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProcessArgumentsWatcher;
import replaystorage.support.S3Server;
import replaystorage.support.ShellScript;
import replaystorage.support.StorageFixture;

class EntrypointIT {
    private static final String ENTRYPOINT = ShellScript.path("runpod_entrypoint.sh");

    @TempDir
    Path root;

    private Pod pod;
    private ShellScript script;

    @BeforeEach
    void makePod() {
        pod = Pod.onFolder(root, root.resolve("storage"));
        script = ShellScript.on(pod);
    }

    private Path artifact(String name) {
        return Pod.write(root.resolve("storage/artifacts"), name, "weights", Instant.EPOCH);
    }

    private Path replay(String name) {
        return Pod.write(root.resolve("storage/replays"), name, "a game", Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "sh"})
    void runs_the_command_with_exports_arguments_and_its_exit_status(String shell) {
        pod.with("LOCAL_REPLAYS", root.resolve("storage/it's here").toString()).with("POD_ID", null);

        Pod.CommandRun run = script.run(
                shell, ENTRYPOINT, "sh", "-c", "echo \"$POD_ID|$LOCAL_REPLAYS|$1|$2\"; exit 7", "x", "a  b", "*");

        assertThat(run.status()).as(run.err()).isEqualTo(7);
        assertThat(run.out()).matches("\\S+_[0-9]{8}\\|" + root + "/storage/it's here\\|a {2}b\\|\\*\n");
    }

    @Test
    void command_replaces_the_process_and_gets_no_variable_besides_the_exports() throws IOException {
        pod.with("rs", "mine").with("status", "mine").with("file", "mine");

        Process process = script.start(ENTRYPOINT, "sh", "-c", "echo $$; env");
        List<String> out = script.waitFor(process).out().lines().toList();

        assertThat(out.get(0)).isEqualTo(String.valueOf(process.pid()));
        List<String> expected =
                pod.environment().entrySet().stream().map(Map.Entry::toString).toList();
        assertThat(out.subList(1, out.size()))
                .containsAll(expected.stream()
                        .filter(each -> !each.startsWith("PATH="))
                        .toList())
                .allMatch(line -> expected.contains(line) || line.matches("(PATH|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void missing_command_ends_with_127() {
        assertThat(script.run(ENTRYPOINT, "no-such-command").status()).isEqualTo(127);
    }

    @ParameterizedTest
    @EnumSource(StorageFixture.StorageKind.class)
    void downloads_replays_and_checkpoints_if_enabled_and_deletes_nothing(StorageFixture.StorageKind kind)
            throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root.resolve("depot"));
        depot.put(
                Pod.write(root.resolve("up"), "mewtwo/a.slp", "a game", Instant.EPOCH)
                        .getParent()
                        .getParent(),
                depot.replays());
        depot.put(
                Pod.write(root.resolve("saved"), "run/m-1.pt", "weights", Instant.EPOCH)
                        .getParent()
                        .getParent(),
                depot.artifacts() + "/checkpoints");
        Pod old = depot.pod().with("SYNC_REPLAYS", "true").with("SYNC_CHECKPOINTS_DOWN", "true");
        old.write("replays/mine.slp", "mine", Instant.EPOCH);

        Pod.CommandRun run = ShellScript.on(old).run(ENTRYPOINT, "echo", "started");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("started\n");
        assertThat(run.err()).contains("run/m-1.pt").doesNotContain("Warning", "Error");
        assertThat(old.read("replays/mewtwo/a.slp")).isEqualTo("a game");
        assertThat(old.read("replays/mine.slp")).isEqualTo("mine");
        assertThat(old.read("checkpoints/run/m-1.pt")).isEqualTo("weights");
    }

    @Test
    void downloads_nothing_by_default_and_shows_the_five_newest_checkpoints() {
        replay("a.slp");
        for (int i = 1; i <= 7; i++) {
            Pod.write(
                    root.resolve("storage/artifacts/checkpoints"), "m-" + i + ".pt", "w", Instant.EPOCH.plusSeconds(i));
        }

        Pod.CommandRun run = script.run(ENTRYPOINT, "true");

        assertThat(run.err()).contains("m-7.pt", "m-3.pt", "and 2 older\n").doesNotContain("m-2.pt");
        assertThat(pod.workspace().resolve("replays")).isEmptyDirectory();
        assertThat(pod.checkpoints()).isEmptyDirectory();
    }

    @Test
    void empty_storage_shows_no_checkpoints_and_no_warning() {
        assertThat(script.run(ENTRYPOINT, "true").err()).contains("(none yet)").doesNotContain("Warning");
    }

    @Test
    void creates_folders_and_links_and_installs_the_helper_commands() throws IOException {
        Pod.write(root.resolve("app"), "checkpoints/.hidden/m.pt", "weights", Instant.EPOCH);

        Pod.CommandRun run = script.run(ENTRYPOINT, "sync-checkpoints-up");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(root.resolve("app/checkpoints")).isSymbolicLink();
        assertThat(pod.read("checkpoints/.hidden/m.pt")).isEqualTo("weights");
        assertThat(script.bin().resolve("list-snapshots")).isSymbolicLink();
        assertThat(script.bin().resolve("replay-storage")).isSymbolicLink();
    }

    @ParameterizedTest
    @CsvSource({"SYNC_REPLAYS,1", "SYNC_REPLAYS,TRUE", "SYNC_CHECKPOINTS_DOWN,yes", "REPLAY_STORAGE_STRICT,'true '"})
    void switch_with_another_value_than_true_is_off_with_a_warning(String name, String value) {
        replay("a.slp");
        pod.with(name, value);

        Pod.CommandRun run = script.run(ENTRYPOINT, "true");

        assertThat(run.err()).contains("Warning: " + name + " is '" + value + "'; only 'true' turns it on");
        assertThat(pod.workspace().resolve("replays")).isEmptyDirectory();
    }

    @Test
    void false_and_empty_switches_cause_no_warning() {
        pod.with("SYNC_REPLAYS", "false").with("SYNC_CHECKPOINTS_DOWN", "");

        assertThat(script.run(ENTRYPOINT, "true").err()).doesNotContain("Warning");
    }

    @Test
    void missing_storage_is_reported_and_the_pod_starts() {
        pod.with("LOCAL_STORAGE", null);

        Pod.CommandRun run = script.run(ENTRYPOINT, "echo", "started");

        assertThat(run.out()).isEqualTo("started\n");
        assertThat(run.err()).contains("Warning: no storage is configured").doesNotContain("status");
        assertThat(pod.workspace().resolve("cache")).isDirectory();
    }

    @Test
    void strict_pod_does_not_start_without_a_storage() {
        pod.with("LOCAL_STORAGE", null).with("REPLAY_STORAGE_STRICT", "true");

        Pod.CommandRun run = script.run(ENTRYPOINT, "echo", "started");

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Error: no storage is configured");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void half_set_provider_is_reported(boolean strict) {
        pod.with("LOCAL_STORAGE", null)
                .with("B2_KEY_ID", "0123456789ab")
                .with("REPLAY_STORAGE_STRICT", String.valueOf(strict));

        Pod.CommandRun run = script.run(ENTRYPOINT, "echo", "started");

        assertThat(run.status()).isEqualTo(strict ? 78 : 0);
        assertThat(run.out()).isEqualTo(strict ? "" : "started\n");
        assertThat(run.err())
                .contains("B2_APP_KEY is unset")
                .contains(strict ? "Error: " : "Warning: could not open the storage");
    }

    @Test
    void missing_bucket_stops_no_other_step() throws IOException {
        artifact("checkpoints/m.pt");
        pod.with("LOCAL_REPLAYS", root.resolve("nowhere").toString())
                .with("SYNC_REPLAYS", "true")
                .with("SYNC_CHECKPOINTS_DOWN", "true");

        Pod.CommandRun run = script.run(ENTRYPOINT, "echo", "started");

        assertThat(run.out()).isEqualTo("started\n");
        assertThat(run.err()).contains("Warning: could not fetch the replays: there is no folder " + root + "/nowhere");
        assertThat(pod.read("checkpoints/m.pt")).isEqualTo("weights");
    }

    @Test
    void each_line_has_a_tag_and_the_time() {
        pod.with("SYNC_REPLAYS", "true")
                .with("LOCAL_REPLAYS", root.resolve("nowhere").toString());
        assertThat(script.run(ENTRYPOINT, "true").err().lines())
                .hasSizeGreaterThan(4)
                .allMatch(line -> line.matches("\\[replay-storage] \\d\\d:\\d\\d:\\d\\d .+"));
        assertThat(script.run(ENTRYPOINT, "true").err()).containsOnlyOnce("list-snapshots");
    }

    @Test
    void steps_that_fail_for_one_reason_are_reported_in_one_message() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageFixture.StorageKind.S3, root.resolve("depot"));
        Pod wrong = depot.pod()
                .with("AWS_SECRET_ACCESS_KEY", "wrong")
                .with("SYNC_REPLAYS", "true")
                .with("SYNC_CHECKPOINTS_DOWN", "true");
        Pod.CommandRun run = ShellScript.on(wrong).run(ENTRYPOINT, "echo", "started");
        assertThat(run.out()).isEqualTo("started\n");
        assertThat(run.err())
                .containsOnlyOnce("Try: ")
                .containsPattern("Warning: could not (fetch the replays, list the checkpoints|list the checkpoints, )")
                .contains("fetch the replays", "download the checkpoints")
                .contains("Warning: set-up incomplete (78); the pod starts anyway");
    }

    @Test
    void start_command_in_one_word_or_split_at_blanks_runs_in_a_shell() {
        assertThat(script.run(ENTRYPOINT, "echo one && echo 'two  words'").out())
                .isEqualTo("one\ntwo  words\n");
        assertThat(script.run(ENTRYPOINT, "echo", "it's", "a b", "&&", "echo", "$HOME")
                        .out())
                .isEqualTo("it's a b\n$HOME\n");
        assertThat(script.run(ENTRYPOINT, "false", "||", "exit", "7").status()).isEqualTo(7);
        assertThat(script.run(ENTRYPOINT, "echo", "a;b", "|").out()).isEqualTo("a;b |\n");
        Path odd = Pod.write(root, "my program", "#!/bin/sh\necho mine\n", Instant.now());
        assertThat(odd.toFile().setExecutable(true)).isTrue();
        assertThat(script.run(ENTRYPOINT, odd.toString()).out()).isEqualTo("mine\n");
    }

    @Test
    void bash_loads_the_completions_automatically() throws IOException {
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        Path folder = Files.createDirectories(root.resolve("usr/share/bash-completion/completions"));
        pod.with("REPLAY_STORAGE_BIN", bin.toString());
        script.run(ENTRYPOINT, "true");
        assertThat(folder.resolve("replay-storage")).content().contains("complete -F _replay_storage");
        assertThat(folder.resolve("sync-all-up")).hasSameTextualContentAs(folder.resolve("replay-storage"));
    }

    @Test
    void no_secret_is_shown_exported_or_remembered() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageFixture.StorageKind.S3, root.resolve("depot"));
        try (ProcessArgumentsWatcher lines = new ProcessArgumentsWatcher()) {
            Pod.CommandRun run = ShellScript.on(depot.pod().with("SYNC_REPLAYS", "true"))
                    .run(ENTRYPOINT, "sh", "-c", "echo $S3_REPLAYS $S3_ARTIFACTS");

            assertThat(run.out())
                    .isEqualTo(depot.replays().substring(3) + " "
                            + depot.artifacts().substring(3) + "\n");
            assertThat(run.err()).doesNotContain(S3Server.SECRET);
            assertThat(lines.argumentLists()).isNotEmpty().noneMatch(line -> line.contains(S3Server.SECRET));
        }
        assertThat(depot.pod().conf().resolveSibling("replay-storage.env"))
                .content()
                .contains("REPLAY_STORAGE_PROVIDER=minio")
                .doesNotContain(S3Server.SECRET)
                .doesNotContain(S3Server.KEY);
    }

    @Test
    void runs_through_links_of_other_names_and_from_any_folder() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("start"), Path.of(ENTRYPOINT));
        Files.createSymbolicLink(root.resolve("home/again"), Path.of("../start"));

        assertThat(script.in(pod.home()).run("./again", "echo", "started").out())
                .isEqualTo("started\n");
        assertThat(script.in(Path.of("/"))
                        .run("sh", link.toString(), "echo", "started")
                        .out())
                .isEqualTo("started\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missing_program_is_reported_with_the_searched_places(boolean strict) throws IOException {
        Path alone = Files.copy(Path.of(ENTRYPOINT), root.resolve("entrypoint.sh"));
        pod.with("REPLAY_STORAGE_STRICT", String.valueOf(strict));

        Pod.CommandRun run = script.run("sh", alone.toString(), "echo", "started");

        assertThat(run.status()).isEqualTo(strict ? 69 : 0);
        assertThat(run.out()).isEqualTo(strict ? "" : "started\n");
        assertThat(run.err()).contains("Error: the program replay-storage is neither beside " + alone);
    }
}
