package replaystorage.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;

class UsageErrorsIT {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fech | unknown command 'fech' | replay-storage fetch",
                "zzz | unknown command 'zzz' | replay-storage --help",
                "fetch --dryrun | fetch has no option --dryrun; did you mean --dry-run? | replay-storage fetch --dry-run",
                "fetch --exlude=*.x | fetch has no option --exlude; did you mean --exclude? | replay-storage fetch '--exclude=*.x'",
                "fetch -P | fetch has no option -P; did you mean --progress=auto? | replay-storage fetch --progress=auto",
                "ls --zzzzzz | ls has no option --zzzzzz | replay-storage ls --help",
                "snapshot 2026-2-1 | '2026-2-1' is not a date like 2026-02-01; did you mean 2026-02-01? | date +%F",
                "snapshot yesterday | 'yesterday' is not a date like 2026-02-01 | date -d yesterday +%F",
                "pull a b | unexpected argument 'b' | replay-storage pull --help",
                "fetch --keep --delete | --keep, --delete are mutually exclusive (specify only one) | replay-storage fetch --help",
                "up ckpt | 'ckpt' is not one of: checkpoints, logs, cache | replay-storage up checkpoints",
                "down ckpt | 'ckpt' is not one of: checkpoints, cache, logs | replay-storage down checkpoints",
                "verify replay | 'replay' is not one of: checkpoints, logs, cache, replays | replay-storage verify replays",
                "up log | 'log' is not one of: checkpoints, logs, cache | replay-storage up logs",
                "configure foo | unknown provider 'foo'; known: b2, r2, s3, minio, gdrive, local | replay-storage configure b2"
            })
    void wrong_usage_is_reported_before_the_storage_is_resolved(String words, String error, String remedy) {
        Pod.CommandRun run = new Pod(root).run(words.split(" "));

        assertThat(run.err()).isEqualTo("Error: " + error + "\nTry: " + remedy + "\n");
        assertThat(run.status()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "push, up",
        "put, up",
        "restore, down",
        "status, auto-sync --status",
        "list, ls",
        "login, configure",
        "init, configure",
        "clean, --help",
        "delete, --help",
        "version, --version",
        "logs, ls artifacts logs",
        "download, fetch",
        "check, doctor",
        "snapshto, snapshot",
        "xyzxyz, --help"
    })
    void command_name_of_another_program_suggests_ours(String word, String meant) {
        Pod.CommandRun run = new Pod(root).run(word);

        assertThat(run.err()).isEqualTo("Error: unknown command '" + word + "'\nTry: replay-storage " + meant + "\n");
        assertThat(run.status()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoints, artifacts checkpoints",
        "snapshots/2026-01-01, artifacts snapshots/2026-01-01",
        "mewtwo, replays mewtwo",
        "artefacts, artifacts",
        "replay, replays"
    })
    void ls_of_an_unknown_bucket_suggests_a_bucket_and_folder(String word, String meant) {
        Pod pod = Pod.onFolder(root, root.resolve("storage"));

        assertThat(pod.run("ls", word).err()).endsWith("Try: replay-storage ls " + meant + "\n");
    }

    @Test
    void suggestion_repeats_the_command_with_the_nearest_folder_or_date() {
        Path storage = root.resolve("storage");
        Pod pod = Pod.onFolder(root, storage);
        for (String folder : new String[] {"ganondorf", "mewtwo"}) {
            Pod.write(storage, "replays/" + folder + "/a.slp", "a game", Instant.EPOCH);
            Pod.write(root, "slp/" + folder + "/a.slp", "a game", Instant.EPOCH);
        }
        for (String date : new String[] {"2026-02-01", "2026-11-28"}) {
            Pod.write(storage, "artifacts/snapshots/" + date + "/checkpoints/a.pt", "weights", Instant.EPOCH);
        }

        assertThat(pod.with("REPLAY_SUBDIR", "mewtoo").run("fetch").err())
                .contains("Try: replay-storage fetch mewtwo\n");
        assertThat(pod.with("REPLAY_SUBDIR", null).run("fetch", "pikachu").err())
                .contains("Try: replay-storage ls replays ");
        assertThat(pod.run("sync-checkpoints-down", "--snapshot", "2026-02-03").err())
                .contains("Try: replay-storage down checkpoints --snapshot 2026-02-01\n");
        assertThat(pod.run("upload", root + "/slp/mewtoo").err())
                .contains("Try: replay-storage upload " + root + "/slp/mewtwo\n");
        assertThat(pod.run("upload", "/nope-at-all").err()).doesNotContain("Try:");
    }

    @Test
    void help_command_equals_the_help_flag() {
        Pod pod = new Pod(root);

        assertThat(pod.run("help", "fetch").out())
                .isEqualTo(pod.run("fetch", "--help").out());
        assertThat(pod.run("help")).isEqualTo(pod.run("--help"));
    }

    @Test
    void missing_command_shows_the_help_with_status_64() {
        Pod.CommandRun run = new Pod(root).run();

        assertThat(run.status()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo(new Pod(root).run("--help").out());
    }

    @Test
    void help_lists_all_commands_in_groups() {
        String help = new Pod(root).run("--help").out();

        assertThat(help).containsSubsequence("Set up:", "  configure ", "Replays:", "  fetch ", "Look:", "  ls ");
        for (String command : List.of("up", "down", "snapshot", "auto-sync", "doctor", "costs", "demo", "entrypoint")) {
            assertThat(help).containsPattern("\n  " + command + " +[A-Z]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"configure s3", "doctor", "up", "fetch", "costs", "snapshots", "auto-sync", "verify"})
    void no_help_breaks_a_name_a_path_or_a_date_over_two_lines(String command) {
        String help = new Pod(root).run((command + " --help").split(" ")).out();

        assertThat(help).doesNotContainPattern("[\\w.][:./-]\\n +[\\w.]").doesNotContain("\uFEFF");
    }

    @Test
    void dry_run_has_a_short_option() {
        Pod pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/a.pt", "a", java.time.Instant.EPOCH);

        assertThat(pod.run("up", "-n").out()).contains("checkpoints/a.pt");
        assertThat(root.resolve("storage/artifacts")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "configure",
                "fetch",
                "up",
                "down",
                "snapshot",
                "snapshots",
                "checkpoints",
                "upload",
                "pull",
                "ls",
                "verify",
                "demo",
                "sync-all-up"
            })
    void every_help_fits_into_eighty_columns(String command) {
        Pod.CommandRun run = command.isEmpty() ? new Pod(root).run("--help") : new Pod(root).run(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @CsvSource({
        "b2, Add a New Application Key",
        "r2, Create API Token",
        "s3, Create access key",
        "minio, access key",
        "gdrive, rclone authorize drive",
        "local, network volume"
    })
    void configure_help_says_where_to_create_keys(String provider, String step) {
        String help = new Pod(root).run("configure", provider, "--help").out();

        assertThat(help.replaceAll("\\s+", " ")).contains("1. ").contains(step);
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(new Pod(root).run("configure", "--help").out())
                .doesNotContain("1. ")
                .contains("PROVIDER --help");
    }
}
