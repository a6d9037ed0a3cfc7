package replaystorage.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.cli.Commands;
import replaystorage.host.Environment;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.Shutdown;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Options and output of all commands that transfer files, and usage errors. */
class OptionsOfAllCommandsIT {
    private static final JsonFactory JSON = new JsonFactory();

    @TempDir
    Path root;

    private StorageFixture depot;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        start(StorageKind.FOLDER);
    }

    private void start(StorageKind kind) throws IOException {
        depot = StorageFixture.open(kind, root.resolve(kind.name()));
        pod = depot.pod();
    }

    /** Creates 40 replays and 40 checkpoints in the buckets, and ten local logs. */
    private void fill() {
        depot.put(FileTrees.createFiles(root.resolve("replays"), 40, "slp"), depot.replays());
        depot.put(FileTrees.createFiles(root.resolve("checkpoints"), 40, "pt"), depot.artifacts() + "/checkpoints");
        FileTrees.createFiles(pod.workspace().resolve("logs"), 10, "log");
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private Map<String, String> fetched() {
        return FileTrees.contents(pod.workspace().resolve("replays"));
    }

    @Test
    void a_dry_run_prints_the_plan_and_changes_nothing() throws IOException {
        fill();
        Files.createDirectories(pod.workspace().resolve("replays"));
        Map<String, String> before = FileTrees.contents(pod.workspace());
        List<String> there =
                depot.raw().run("lsf", "-R", depot.artifacts()).lines().toList();
        Pod.CommandRun fetch = good("fetch", "--dry-run");
        assertThat(fetch.out().lines())
                .hasSize(42)
                .startsWith("dry run: nothing is changed")
                .last()
                .asString()
                .matches("replays: would download 40 files, [0-9.]+ kB; 0 unchanged");
        assertThat(fetch.out()).containsPattern("copy +11 folder-1/file-0001.slp\n");
        assertThat(good("up", "--dry-run").out()).contains("logs: would upload 10 files, ");
        assertThat(good("snapshot", "2026-01-01", "--dry-run").out()).contains("logs: would upload 10 files, ");
        assertThat(good("down", "--dry-run").out()).contains("checkpoints: would download 40 files");
        assertThat(good("pull", root.resolve("x").toString(), "--dry-run").out())
                .contains("would download 40 files");
        Map<String, String> after = FileTrees.contents(pod.workspace());
        after.keySet().removeIf(name -> name.startsWith(".replay-storage/"));
        assertThat(after).isEqualTo(before);
        assertThat(root.resolve("x")).doesNotExist();
        assertThat(depot.raw().run("lsf", "-R", depot.artifacts()).lines()).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void include_and_exclude_choose_files() {
        fill();
        good("fetch", "--include", "/folder-{1,2}/**", "--exclude", "*-0001.slp");
        assertThat(new TreeSet<>(fetched().keySet()))
                .containsExactly(
                        "folder-1/file-0011.slp",
                        "folder-1/file-0021.slp",
                        "folder-1/file-0031.slp",
                        "folder-2/file-0002.slp",
                        "folder-2/file-0012.slp",
                        "folder-2/file-0022.slp",
                        "folder-2/file-0032.slp");
        assertThat(good("up", "logs", "--include", "*-0003.log").err()).contains("up: 1 file, ");
        assertThat(depot.raw().run("lsf", depot.artifacts() + "/logs/folder-3")).isEqualTo("file-0003.log\n");
        assertThat(good("up", "logs", "--include", "*.nothing").err()).contains("--include");
        assertThat(good("down", "checkpoints", "--include", "*.nothing").err()).contains("--include");
    }

    private static List<String> types(Pod.CommandRun run) {
        List<String> types = new ArrayList<>();
        run.err().lines().forEach(line -> {
            try (JsonParser json = JSON.createParser(line)) {
                assertThat(json.nextToken().isStructStart()).as(line).isTrue();
                assertThat(json.nextFieldName()).as(line).isEqualTo("type");
                types.add(json.nextTextValue());
                while (json.nextToken() != null) {
                    // Fails if the line is not one JSON object.
                }
            } catch (IOException e) {
                throw new AssertionError(line, e);
            }
        });
        return types;
    }

    @Test
    void json_progress_writes_only_json() {
        fill();
        Pod.CommandRun fetch = good("fetch", "--progress=json");
        assertThat(types(fetch)).startsWith("planned").endsWith("summary");
        assertThat(fetch.err()).contains("\"good\":true", "\"files\":40", "\"text\":\"fetch: 40 files, ");
        assertThat(types(good("fetch", "--progress", "json"))).endsWith("summary");
        assertThat(types(good("up", "--progress=json", "--verbose"))).endsWith("summary");
        assertThat(types(good("ls", "--progress=json"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch --progress=json --no-such-flag",
                "fetch --progress json --keep --delete",
                "fetch --progress=json nope",
                "fetch --progress=json ..",
                "down --progress=json --snapshot 2026-01-01",
                "down --progress=json --snapshot 2026-02-30",
                "up --progress=json nonsense",
                "ls --progress=json replays nope",
                "upload --progress=json /no/such/folder",
                "up --progress=json -- --include x",
                "pull --progress=json"
            })
    void json_progress_writes_errors_as_json(String words) {
        Pod.CommandRun run = pod.run(words.split(" "));
        assertThat(run.status()).isNotZero();
        assertThat(types(run)).contains("message");
        assertThat(run.err()).contains("\"level\":\"error\"", "\"status\":" + run.status());
    }

    @Test
    void json_progress_reports_a_missing_bucket_and_a_dead_server_as_json() throws IOException {
        start(StorageKind.S3);
        pod.with("S3_REPLAYS", "no-such-bucket");
        Pod.CommandRun missing = pod.run("fetch", "--progress=json");
        assertThat(missing.status()).as(missing.all()).isEqualTo(3);
        assertThat(types(missing)).contains("message");
        assertThat(missing.err()).contains("no-such-bucket", "S3_REPLAYS");
        pod.with("S3_ENDPOINT", "http://127.0.0.1:1");
        Pod.CommandRun dead = pod.run("fetch", "--progress=json");
        assertThat(dead.status()).isNotZero();
        assertThat(types(dead)).contains("message");
    }

    @ParameterizedTest
    @EnumSource
    void rclone_progress_is_passed_through_and_the_result_is_verified(StorageKind kind) throws IOException {
        start(kind);
        fill();
        Pod.CommandRun fetch = good("fetch", "--progress=rclone");
        assertThat(fetch.err()).contains("Transferred:", "Elapsed time:", "fetch: 40 files, ");
        assertThat(fetched()).isEqualTo(FileTrees.contents(root.resolve("replays")));
        assertThat(good("fetch", "--progress=rclone").err()).contains("fetch: up to date: 40 files, ");
        Pod.CommandRun up = good("up", "logs", "--progress=rclone");
        assertThat(up.err()).contains("Transferred:", "up: 10 files, ");
        assertThat(good("up", "logs").err()).contains("up: up to date: 10 files, ");
        assertThat(good("snapshot", "2026-01-01", "--progress=rclone").err())
                .contains("snapshot 2026-01-01: complete; 10 files, ");
    }

    private String atTerminal(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(out, true, StandardCharsets.UTF_8);
        ProgramInvocation.StandardStreams streams = new ProgramInvocation.StandardStreams(
                InputStream.nullInputStream(), screen, screen, false, false, true);
        assertThat(Commands.run(
                        new ProgramInvocation(
                                Environment.of(pod.environment()), streams, Optional.empty(), new Shutdown()),
                        words))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void ls_shows_sizes_times_and_total_only_on_a_terminal() {
        Instant time = Instant.parse("2026-11-28T04:52:10Z");
        String shown = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                .withZone(ZoneId.systemDefault())
                .format(time);
        Pod.write(root.resolve("some"), "b.pt", "x".repeat(2100), time);
        Pod.write(root.resolve("some"), "a.pt", "x", time);
        depot.put(root.resolve("some"), depot.artifacts() + "/checkpoints");
        for (String[] words : List.of(new String[] {"ls", "artifacts", "checkpoints"}, new String[] {"checkpoints"})) {
            assertThat(atTerminal(words))
                    .isEqualTo("     1 B  " + shown + "  a.pt\n  2.1 kB  " + shown
                            + "  b.pt\n  2.1 kB  in all, 2 files\n");
            assertThat(good(words).out()).isEqualTo("        1 a.pt\n     2100 b.pt\n");
        }
        assertThat(good("ls", "artifacts", "checkpoints", "--json").out())
                .isEqualTo(
                        "{\"bytes\":2101,\"files\":[{\"name\":\"a.pt\",\"bytes\":1,\"time\":\"2026-11-28T04:52:10Z\"},"
                                + "{\"name\":\"b.pt\",\"bytes\":2100,\"time\":\"2026-11-28T04:52:10Z\"}]}\n");
        assertThat(good("checkpoints", "--json").out())
                .isEqualTo(good("ls", "artifacts", "checkpoints", "--json").out());
    }

    @Test
    void snapshots_and_verify_write_the_same_content_as_json() {
        pod.write("checkpoints/a.pt", "a", Instant.EPOCH);
        good("snapshot", "2026-01-02");
        assertThat(good("snapshots", "--json").out())
                .isEqualTo("{\"snapshots\":[{\"date\":\"2026-01-02\",\"state\":\"complete\",\"unendedPods\":[]}]}\n");
        Pod.CommandRun verify = pod.run("verify", "checkpoints", "--json");
        assertThat(verify.status()).isEqualTo(1);
        assertThat(verify.out())
                .isEqualTo("{\"folders\":[{\"name\":\"checkpoints\",\"comparedByHash\":0,\"comparedByBytes\":0,"
                        + "\"differing\":[],\"missing\":[\"a.pt\"],\"unreadable\":[]}]}\n");
        assertThat(pod.run("verify", "checkpoints").out())
                .isEqualTo("missing checkpoints/a.pt\ncheckpoints: 0 files identical, 1 not in the bucket\n");
    }

    @ParameterizedTest
    @EnumSource
    void ls_artifacts_hides_the_replays_of_a_shared_bucket(StorageKind kind) throws IOException {
        depot = StorageFixture.withOneBucket(kind, root.resolve("one"));
        pod = depot.pod();
        fill();
        assertThat(good("ls", "artifacts").out().lines()).hasSize(40).allMatch(line -> line.contains(" checkpoints/"));
        assertThat(good("ls").out().lines()).hasSize(40).noneMatch(line -> line.contains("checkpoints/"));
        assertThat(good("ls", "artifacts", "checkpoints").out().lines()).hasSize(40);
    }

    @Test
    void json_summary_has_the_seconds_of_its_text() {
        fill();
        String err = good("fetch", "--progress=json").err();
        Matcher took =
                Pattern.compile(" in ([0-9.]+)s .*\"seconds\":([0-9.]+)\\}\n$").matcher(err);
        assertThat(took.find()).as(err).isTrue();
        assertThat(took.group(1)).isEqualTo(took.group(2));
    }

    @Test
    void empty_or_missing_folders_are_reported_in_one_sentence() {
        assertThat(pod.run("up").err())
                .contains("nothing to upload: checkpoints, logs and cache in " + pod.workspace()
                        + " are empty or missing");
    }

    @Test
    void plain_and_auto_show_one_line_and_none_and_quiet_only_warnings() {
        fill();
        for (String mode : List.of("--progress=plain", "--progress=auto", "--progress=PLAIN")) {
            assertThat(good("fetch", "--to", root.resolve(mode).toString(), mode)
                            .err())
                    .matches("fetch: 40 files, [0-9.]+ kB downloaded in [0-9.]+s \\([^)]+/s\\)\n");
        }
        for (String mode : List.of("--progress=none", "--quiet", "-q")) {
            assertThat(good("fetch", "--to", root.resolve(mode).toString(), mode)
                            .err())
                    .isEmpty();
            Pod.CommandRun failing = pod.run("fetch", "nope", mode);
            assertThat(failing.status()).isEqualTo(3);
            assertThat(failing.err()).startsWith("Error: there is no folder nope in ");
        }
        assertThat(pod.run("fetch", "--progress=loud").status()).isEqualTo(64);
    }

    @Test
    void transfers_and_checkers_options_override_all_other_settings() throws IOException {
        fill();
        Files.writeString(pod.workspace().resolve("replay-storage.yaml"), "flags: {local: {down: [--transfers 5]}}");
        pod.with("RCLONE_TRANSFERS", "6").with("RCLONE_CHECKERS", "6");
        Pod.CommandRun run = good("fetch", "-v", "--transfers", "3", "--checkers=7");
        assertThat(run.err().lines().filter(line -> line.startsWith("rclone copy ")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" --transfers 3 --checkers 7 "))
                .noneMatch(line -> line.contains("--transfers 5"));
        assertThat(run.err())
                .containsOnlyOnce("down: --transfers from the command line")
                .containsOnlyOnce("down: --checkers from the command line")
                .containsOnlyOnce("down: --buffer-size 0 (");
        assertThat(good("fetch", "--to", root.resolve("quiet").toString(), "--transfers=3")
                        .err())
                .doesNotContain("--transfers", "--buffer-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "x", "1025", "2.5", "10M", "99999999999"})
    void invalid_number_of_transfers_or_checkers_is_a_usage_error(String number) {
        for (String option : List.of("--transfers", "--checkers")) {
            Pod.CommandRun run = pod.run("up", option + "=" + number);
            assertThat(run.status()).as(run.all()).isEqualTo(64);
            assertThat(run.err()).contains(option).contains("'" + number + "' is not a number from 1 to 1024");
        }
    }

    @Test
    void arguments_after_the_dashes_go_to_rclone_copy() {
        fill();
        good("fetch", "--", "--bwlimit", "50M");
        good("up", "--", "--bwlimit=50M", "--transfers=2");
        Pod.CommandRun wrong = pod.run("fetch", "--to", root.resolve("x").toString(), "--", "--no-such-flag-of-rclone");
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.err()).contains("no-such-flag-of-rclone");
        assertThat(wrong.err()).doesNotContain("fetch: 40 files");
        assertThat(pod.run("ls", "--", "--fast-list").status()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--include=*.pt",
                "--exclude",
                "--filter",
                "--files-from",
                "--max-age",
                "-q",
                "-vq",
                "-P",
                "--log-file=x",
                "--dry-run",
                "-n",
                "-nv",
                "--interactive",
                "--config=x",
                "--size-only",
                "--checksum",
                "-c",
                "--update",
                "--ignore-checksum",
                "--s3-no-head-object",
                "--s3-disable-checksum",
                "--inplace",
                "--stats=1s",
                "--use-json-log=false",
                "--local-no-check-updated",
                "--name-transform"
            })
    void flags_that_would_break_the_plan_or_the_log_are_refused_by_name(String flag) {
        Pod.CommandRun run = pod.run("fetch", "--", flag);
        assertThat(run.status()).as(run.all()).isEqualTo(64);
        assertThat(run.err()).contains(flag);
        assertThat(pod.workspace().resolve("replays")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fetch --no-such-flag|--no-such-flag",
                "fetch ..|..",
                "fetch a/../b|a/../b",
                "fetch ./a|./a",
                "fetch --keep --delete|--delete",
                "up replays|replays",
                "up checkpoints ..|..",
                "down models|models",
                "down --snapshot 2026-02-29|2026-02-29",
                "down --snapshot ../..|../..",
                "down --snapshot --help|--snapshot",
                "snapshot 2026-13-01|2026-13-01",
                "snapshot today|today",
                "snapshot -x|-x",
                "snapshot 2026-1-1|2026-1-1",
                "upload|DIR",
                "upload . ..|..",
                "pull|DIR",
                "ls buckets|buckets",
                "ls replays ../x|../x",
                "verify models|models",
                "down --from .. --to x|..",
                "down --from x --snapshot 2026-01-01|--from",
                "nonsense|nonsense",
                "checkpoints --local --remote|--remote",
                "up --include {a|{a"
            })
    void wrong_usage_ends_with_64_and_names_the_mistake(String words, String named) {
        Pod.CommandRun run = pod.run(words.split(" "));
        assertThat(run.status()).as(run.all()).isEqualTo(64);
        assertThat(run.err()).startsWith("Error: ").contains(named);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void helper_commands_run_their_command() {
        fill();
        assertThat(good("sync-all-up").err()).contains("up: 10 files, ");
        assertThat(good("sync-logs-up").err()).contains("up to date: 10 files, ");
        assertThat(good("sync-checkpoints-up").err()).contains("nothing to upload");
        assertThat(good("sync-cache-up").err()).contains("nothing to upload");
        assertThat(good("sync-checkpoints-down").err()).contains("down: 40 files, ");
        assertThat(good("sync-cache-down").err()).contains("nothing there yet");
        assertThat(good("sync-snapshot", "2026-01-01").err()).contains("snapshot 2026-01-01: complete; 50 files, ");
        assertThat(good("sync-snapshot").err())
                .contains("snapshot " + java.time.LocalDate.now(java.time.ZoneId.systemDefault()));
        assertThat(good("list-snapshots").out()).startsWith("2026-01-01\n");
        assertThat(good("sync-checkpoints-down", "--snapshot", "2026-01-01").err())
                .contains("up to date: 40 files, ");
        assertThat(good("list-checkpoints").out().lines()).hasSize(40);
        assertThat(good("list-checkpoints", "--local").out().lines()).hasSize(40);
        assertThat(pod.run("sync-cache-down", "--snapshot", "2025-01-01").status())
                .isEqualTo(3);
    }
}
