package replaystorage.it.autosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Auto-sync as a separate process, with a folder as storage. */
class AutoSyncIT {
    private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path root;

    private Path storage;
    private Pod pod;

    @BeforeEach
    void start() {
        storage = root.resolve("storage");
        pod = Pod.onFolder(root, storage);
    }

    private String there(String name) throws IOException {
        Path file = storage.resolve("artifacts/checkpoints").resolve(name);
        return Files.exists(file) ? Files.readString(file) : null;
    }

    private boolean isThere(String name) {
        return Files.exists(storage.resolve("artifacts/checkpoints").resolve(name));
    }

    private boolean isBegun(String name) {
        String[] files = storage.resolve("artifacts/checkpoints").toFile().list();
        return files != null && Stream.of(files).anyMatch(file -> file.startsWith(name) && file.endsWith(".partial"));
    }

    private ProgramProcess started(String... words) {
        ProgramProcess program = ProgramProcess.start(pod, words);
        ProgramProcess.await("it runs", () -> program.text().contains("auto-sync: "));
        return program;
    }

    private static void ends(ProgramProcess program, int status) {
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isEqualTo(status);
    }

    /** An rclone that logs each of its starts. */
    private Path countedCalls() throws IOException {
        Path calls = Files.createFile(root.resolve("calls"));
        Path wrapper = root.resolve("rclone");
        Files.writeString(
                wrapper, "#!/bin/sh\necho \"$*\" >>'" + calls + "'\nexec '" + RcloneCli.binary() + "' \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", wrapper.toString());
        return calls;
    }

    @Test
    void unchanged_round_starts_no_rclone_even_after_a_restart() throws Exception {
        Path calls = countedCalls();
        pod.write("checkpoints/a.pt", "weights", OLD);
        ProgramProcess program = started("auto-sync", "--interval", "1");
        ProgramProcess.await("it is there", () -> program.text().contains("1 file, 7 B uploaded"));
        long after = Files.readAllLines(calls).size();
        Thread.sleep(4_000);
        assertThat(Files.readAllLines(calls).size()).isEqualTo(after);
        pod.write("checkpoints/b.pt", "others", Instant.now());
        ProgramProcess.await("the new one is there", () -> isThere("b.pt"));
        assertThat(Files.readAllLines(calls).stream().skip(after))
                .as("only the new one is asked about")
                .anyMatch(call -> call.contains("copy"))
                .noneMatch(call -> call.contains("a.pt"));
        ends(program, 0);

        Files.writeString(calls, "");
        ProgramProcess again = started("auto-sync", "--interval", "1");
        Thread.sleep(3_000);
        ends(again, 0);
        assertThat(Files.readAllLines(calls))
                .filteredOn(call -> !call.contains("version"))
                .as("the bucket is asked for once at the start")
                .hasSize(1)
                .allMatch(call -> call.contains(" lsjson --max-depth 1 "));
    }

    @Test
    void status_shows_pending_files_and_no_next_round_after_a_kill() throws Exception {
        pod.write("checkpoints/a.pt", "weights", OLD);
        ProgramProcess program = started("auto-sync");
        ProgramProcess.await("it is there", () -> program.text().contains("1 file, 7 B uploaded"));
        assertThat(program.text()).contains("every 10m\n");
        ProgramProcess.await(
                "all is saved", () -> pod.run("auto-sync", "--status").status() == 0);
        assertThat(pod.run("auto-sync", "--status").out())
                .containsPattern("last success: +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\n")
                .contains("saved:               all: 1 file, 7 B")
                .doesNotContain("pending", "still being written", "can't be read", "failed rounds", "time until");

        Files.write(pod.checkpoints().resolve("new.pt"), new byte[1_000_000]);
        Pod.CommandRun status = pod.run("auto-sync", "--status");
        assertThat(status.status()).isEqualTo(75);
        assertThat(status.out()).contains("not safe yet: new.pt, 1.0 MB; next round in 9m");
        assertThat(pod.run("auto-sync", "--status", "--json").out())
                .contains("\"unsaved\":[\"new.pt\"]", "\"running\":true", "\"seconds_to_safety\":null");

        program.signal("KILL");
        program.end();
        Pod.CommandRun killed = pod.run("auto-sync", "--status");
        assertThat(killed.status()).isEqualTo(75);
        assertThat(killed.out())
                .contains("not safe yet: new.pt, 1.0 MB; the auto-sync was killed")
                .doesNotContain("next round", "time until");
        assertThat(pod.run("auto-sync", "--status", "--json").out())
                .contains("\"next\":null", "\"running\":false", "\"seconds_to_safety\":null");
    }

    @Test
    void reports_a_wrong_key_at_the_start_without_files_to_upload() throws Exception {
        String bucket = S3Server.bucket("artifacts");
        S3Server.shared().rclone(root).run("mkdir", "s3:" + bucket);
        Pod.onS3(root, S3Server.shared(), bucket, bucket).environment().forEach(pod::with);
        pod.with("LOCAL_STORAGE", null).with("AWS_SECRET_ACCESS_KEY", "wrong");
        Files.createDirectories(pod.checkpoints());
        ProgramProcess program = started("auto-sync");
        ProgramProcess.await("it is told", () -> program.text().contains("Error: "));
        assertThat(program.text()).contains("AWS_SECRET_ACCESS_KEY");
        ProgramProcess.await(
                "the status tells it",
                () -> pod.run("auto-sync", "--status").out().contains("failed rounds:"));
        assertThat(program.process().isAlive()).isTrue();
        ends(program, 0);
    }

    @Test
    void uploads_a_rewritten_checkpoint_and_deletes_nothing_on_the_remote() throws Exception {
        pod.write("checkpoints/a.pt", "one", OLD);
        pod.write("checkpoints/b.pt", "two", OLD);
        ProgramProcess program = started("auto-sync", "--interval", "1");
        ProgramProcess.await("both are there", () -> isThere("a.pt") && isThere("b.pt"));
        Files.delete(pod.checkpoints().resolve("a.pt"));
        pod.write("checkpoints/b.pt", "three", OLD.plusSeconds(5));
        ProgramProcess.await("the new version is there", () -> {
            try {
                return "three".equals(there("b.pt"));
            } catch (IOException e) {
                return false;
            }
        });
        assertThat(there("a.pt")).isEqualTo("one");
        ends(program, 0);
    }

    @Test
    void open_checkpoint_is_reported_once_and_is_not_a_failure() throws Exception {
        ProgramProcess program = started("auto-sync", "--interval", "1");
        Path open = pod.write("checkpoints/open.pt", "half", OLD);
        try (OutputStream writer = Files.newOutputStream(open, StandardOpenOption.APPEND)) {
            pod.write("checkpoints/quick.pt", "whole", Instant.now());
            ProgramProcess.await("the other is there", () -> isThere("quick.pt"));
            ProgramProcess.await(
                    "it is named", () -> program.text().contains("checkpoints/open.pt is still being written"));
            writer.write('s');
        }
        ProgramProcess.await("it is there too", () -> isThere("open.pt"));
        ends(program, 0);
        assertThat(program.text().lines().filter(line -> line.contains("still being written")))
                .hasSize(1);
    }

    @Tag("timing")
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void signal_during_the_pause_runs_one_last_round_with_status_0(String signal) throws Exception {
        ProgramProcess program = started("auto-sync");
        pod.write("checkpoints/last.pt", "weights", Instant.now());
        Instant sent = Instant.now();
        program.signal(signal);
        assertThat(program.end()).as(program.text()).isZero();
        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(8));
        assertThat(there("last.pt")).isEqualTo("weights");
        assertThat(program.text()).endsWith("auto-sync: stopped; all checkpoints are saved\n");
        assertThat(pod.run("auto-sync", "--status").status()).isZero();
    }

    @Tag("timing")
    @Test
    void last_round_saves_the_newest_checkpoint_in_the_grace_and_names_the_others() throws Exception {
        byte[] large = new byte[6_000_000];
        ProgramProcess program = started("auto-sync", "--grace", "5", "--", "--bwlimit", "3M");
        for (int i = 1; i <= 3; i++) {
            Path file = pod.write("checkpoints/" + i + ".bin", "", OLD);
            Files.write(file, large);
            Files.setLastModifiedTime(file, FileTime.from(OLD.plusSeconds(i % 3)));
        }
        Thread.sleep(3_200);
        Instant sent = Instant.now();
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isEqualTo(75);
        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(8));
        assertThat(storage.resolve("artifacts/checkpoints/2.bin")).hasBinaryContent(large);
        assertThat(isThere("1.bin")).isFalse();
        assertThat(isThere("3.bin")).isFalse();
        assertThat(program.text())
                .contains(
                        "Warning: checkpoints/1.bin could not be saved",
                        "Warning: checkpoints/3.bin could not be saved")
                .doesNotContain("2.bin could")
                .doesNotContain("Error");
        assertThat(program.rclones()).isEmpty();
        Pod.CommandRun status = pod.run("auto-sync", "--status");
        assertThat(status.status()).isEqualTo(75);
        assertThat(status.out()).contains("state:               ended", "pending:             2 files, 12.0 MB");
    }

    @Tag("timing")
    @Test
    void signal_during_a_round_continues_the_newest_upload_and_restarts_the_others() throws Exception {
        byte[] large = new byte[4_000_000];
        for (int i = 1; i <= 3; i++) {
            Path file = pod.write("checkpoints/" + i + ".bin", "", OLD);
            Files.write(file, large);
            Files.setLastModifiedTime(file, FileTime.from(OLD.plusSeconds(i)));
        }
        Thread.sleep(3_200);
        ProgramProcess program = started("auto-sync", "--", "--bwlimit", "2M");
        ProgramProcess.await("the first is there", () -> isThere("3.bin"));
        Path newest = pod.write("checkpoints/4.bin", "the very last", Instant.now());
        Thread.sleep(3_300);
        assertThat(newest).exists();
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isIn(0, 75);
        assertThat(there("4.bin")).isEqualTo("the very last");
        assertThat(program.text()).doesNotContain("Error");
    }

    @Tag("timing")
    @Test
    void ctrl_c_after_a_signal_ends_auto_sync_within_a_second() throws Exception {
        Path file = pod.write("checkpoints/1.bin", "", OLD);
        Files.write(file, new byte[20_000_000]);
        ProgramProcess program = started("auto-sync", "--", "--bwlimit", "1M");
        ProgramProcess.await("it sends", () -> isBegun("1.bin"));
        program.signal("TERM");
        Thread.sleep(500);
        Instant second = Instant.now();
        program.signal("INT");
        assertThat(program.end()).isEqualTo(130);
        assertThat(Duration.between(second, Instant.now())).isLessThan(Duration.ofSeconds(1));
        ProgramProcess.await("no rclone is left", () -> program.rclones().isEmpty());
        assertThat(isThere("1.bin")).isFalse();
    }

    /** As `timeout` and `kill -- -PGID PID` do. */
    @Tag("timing")
    @Test
    void repeated_sigterm_counts_as_one() throws Exception {
        ProgramProcess program = started("auto-sync");
        pod.write("checkpoints/last.pt", "weights", Instant.now());
        program.signal("TERM");
        program.signal("TERM");
        Thread.sleep(400);
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isZero();
        assertThat(there("last.pt")).isEqualTo("weights");
    }

    @Test
    void truncated_checkpoint_at_the_end_sets_status_75() throws Exception {
        ProgramProcess program = started("auto-sync", "--interval", "1");
        Files.write(Files.createDirectories(pod.checkpoints()).resolve("torn.pt"), new byte[] {'P', 'K', 3, 4, 0, 0});
        ends(program, 75);
        assertThat(program.text()).contains("Warning: checkpoints/torn.pt was not saved: it is not complete");
        assertThat(pod.run("auto-sync", "--status").status()).isEqualTo(75);
    }

    @Test
    void missing_folder_is_reported_and_synced_once_it_exists() throws Exception {
        Path later = root.resolve("later");
        ProgramProcess program = started("auto-sync", "--interval", "1", "--checkpoint-dir", later.toString());
        assertThat(program.text()).contains("Warning: " + later + " does not exist");
        Pod.write(later, "a.pt", "weights", OLD);
        ProgramProcess.await("it is there", () -> isThere("a.pt"));
        ends(program, 0);
    }

    @Test
    void sighup_does_not_end_auto_sync_under_nohup() throws Exception {
        ProgramProcess program = ProgramProcess.start(pod, List.of("nohup"), "auto-sync", "--interval", "1");
        ProgramProcess.await("it runs", () -> program.text().contains("auto-sync: "));
        program.signal("HUP");
        pod.write("checkpoints/a.pt", "weights", OLD);
        ProgramProcess.await("it still runs", () -> isThere("a.pt"));
        ends(program, 0);
    }

    @Test
    void failing_storage_is_reported_once_and_so_is_its_recovery() throws Exception {
        pod.write("checkpoints/a.pt", "weights", OLD);
        Path artifacts = storage.resolve("artifacts");
        Files.delete(artifacts);
        Files.writeString(artifacts, "no folder");
        pod.with("LOCAL_ARTIFACTS", artifacts.toString());
        ProgramProcess program = started("auto-sync", "--interval", "1");
        ProgramProcess.await(
                "two rounds have failed",
                () -> pod.run("auto-sync", "--status", "--json").out().contains("\"failures\":2"));
        assertThat(program.text()
                        .lines()
                        .filter(line -> line.startsWith("Error: ") && line.contains("/artifacts/checkpoints")))
                .hasSize(1);
        assertThat(pod.run("auto-sync", "--status").status()).isEqualTo(75);
        assertThat(pod.run("auto-sync", "--status").out()).contains("failed rounds:       2", "error:");

        Files.delete(artifacts);
        Files.createDirectory(artifacts);
        ProgramProcess.await("it is there", () -> isThere("a.pt"));
        ProgramProcess.await(
                "all is well", () -> pod.run("auto-sync", "--status").status() == 0);
        ends(program, 0);
    }

    @Test
    void second_auto_sync_of_a_folder_is_refused_until_the_first_dies() throws Exception {
        Files.createDirectories(pod.checkpoints());
        ProgramProcess first = started("auto-sync");
        Pod.CommandRun second = pod.run("auto-sync");
        assertThat(second.status()).isEqualTo(75);
        assertThat(second.err()).contains("another auto-sync of " + pod.checkpoints());
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        Path link = Files.createSymbolicLink(root.resolve("link"), pod.checkpoints());
        assertThat(pod.run("auto-sync", "--checkpoint-dir", link.toString()).status())
                .as("the same folder by another path")
                .isEqualTo(75);
        first.signal("KILL");
        first.end();
        assertThat(pod.run("auto-sync", "--status").status()).isEqualTo(75);
        assertThat(pod.run("auto-sync", "--status").out()).contains("state:               killed");
        ends(started("auto-sync"), 0);
    }

    @Test
    void lock_is_held_until_auto_sync_ends() throws Exception {
        ProgramProcess first = started("auto-sync");
        Process collected = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd",
                        String.valueOf(first.process().pid()),
                        "GC.run")
                .start();
        assertThat(collected.waitFor()).isZero();
        Thread.sleep(500);
        assertThat(pod.run("auto-sync", "--status").out()).contains("state:               waiting");
        assertThat(pod.run("auto-sync").status()).isEqualTo(75);
        ends(first, 0);
    }

    @Test
    void warns_and_continues_if_the_lock_is_unavailable() throws Exception {
        Files.createDirectories(pod.workspace().resolve(".replay-storage/auto-sync.lock"));
        ProgramProcess program = started("auto-sync");
        assertThat(program.text()).contains("Warning: can't lock");
        ends(program, 0);
    }

    @Test
    void log_has_all_messages_with_their_time_and_may_be_rotated() throws Exception {
        Path log = root.resolve("logs/mine.log");
        pod.with("LOG_FILE", log.toString());
        pod.write("checkpoints/a.pt", "weights", OLD);
        ProgramProcess program = started("auto-sync", "--interval", "1");
        ProgramProcess.await("it is there", () -> program.text().contains(" uploaded in "));
        assertThat(Files.readAllLines(log))
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d .+"))
                .anyMatch(line -> line.contains("1 file, 7 B uploaded in "));
        Files.move(log, log.resolveSibling("mine.log.1"));
        ends(program, 0);
        assertThat(log).content().contains("auto-sync: stopped; all checkpoints are saved");
    }

    @Test
    void unwritable_log_is_one_warning() throws Exception {
        Files.writeString(root.resolve("file"), "");
        pod.with("LOG_FILE", root.resolve("file/sync.log").toString());
        pod.write("checkpoints/a.pt", "weights", OLD);
        ProgramProcess program = started("auto-sync", "--interval", "1");
        ProgramProcess.await("it is there", () -> isThere("a.pt"));
        ends(program, 0);
        assertThat(program.text().lines().filter(line -> line.contains("can't be written")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1e3", "99999999999", "soon", "10 m", "0s"})
    void invalid_interval_is_refused_by_name(String value) {
        Pod.CommandRun run = pod.with("SYNC_INTERVAL", value).run("auto-sync");
        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("SYNC_INTERVAL must be a duration", "not '" + value + "'");
        Pod.CommandRun option = pod.with("SYNC_INTERVAL", null).run("auto-sync", "--interval", value);
        assertThat(option.status()).isEqualTo(64);
        assertThat(option.err()).contains("--interval");
    }

    @ParameterizedTest
    @CsvSource({"'',600", "600s,600", "10m,600", "1h,3600", "' 600',600", "'600\r',600"})
    void intervals_are_read_in_all_documented_forms(String value, int seconds) throws Exception {
        pod.with("SYNC_INTERVAL", value);
        ProgramProcess program = started("auto-sync");
        ProgramProcess.await(
                "its status tells",
                () -> pod.run("auto-sync", "--status", "--json").out().contains("\"interval_seconds\":" + seconds));
        ends(program, 0);
    }

    @Test
    void once_uploads_stable_files_and_ends_with_75_if_others_are_unstable() throws Exception {
        assertThat(pod.run("auto-sync", "--once").status()).isZero();
        pod.write("checkpoints/a.pt", "weights", Instant.now());
        Files.write(pod.checkpoints().resolve("torn.pt"), new byte[] {'P', 'K', 3, 4, 0, 0});
        Pod.CommandRun run = pod.run("auto-sync", "--once");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err()).contains("checkpoints/torn.pt is incomplete", "--settle 0");
        assertThat(there("a.pt")).isEqualTo("weights");
        assertThat(isThere("torn.pt")).isFalse();
        assertThat(pod.run("auto-sync", "--once", "--settle", "0").status()).isZero();
        assertThat(isThere("torn.pt")).isTrue();
    }

    @Test
    void checkpoint_dir_is_uploaded_to_checkpoints() throws Exception {
        Path mine = Pod.write(root.resolve("mine"), "a.pt", "weights", OLD).getParent();
        assertThat(pod.run("auto-sync", "--once", "--checkpoint-dir", mine.toString())
                        .status())
                .isZero();
        assertThat(there("a.pt")).isEqualTo("weights");
        Pod.write(mine, "b.pt", "others", OLD);
        assertThat(pod.with("CHECKPOINT_DIR", mine.toString())
                        .run("auto-sync", "--once")
                        .status())
                .isZero();
        assertThat(there("b.pt")).isEqualTo("others");
    }

    @Test
    void missing_storage_ends_auto_sync_with_an_error() {
        Pod.CommandRun run = pod.with("LOCAL_STORAGE", null).run("auto-sync");
        assertThat(run.status()).isEqualTo(78);
        assertThat(pod.run("auto-sync", "--status").status()).isEqualTo(3);
    }
}
