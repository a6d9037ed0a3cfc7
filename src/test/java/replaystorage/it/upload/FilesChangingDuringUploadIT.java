package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.Pod;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Files that grow or disappear during their upload. */
class FilesChangingDuringUploadIT {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");
    private static final String MEGABYTE = "0123456789abcdef".repeat(1 << 16);

    @TempDir
    Path root;

    /** Appends lines to these files during the work. */
    private static Pod.CommandRun whileAppending(List<Path> files, Supplier<Pod.CommandRun> work)
            throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!stop.get()) {
                files.forEach(file -> append(file, "one more line\n"));
            }
        });
        writer.start();
        try {
            return work.get();
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
            Thread.sleep(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void growing_log_is_uploaded_as_an_exact_prefix(StorageKind kind) throws Exception {
        StorageFixture depot = StorageFixture.open(kind, root);
        Path log = depot.pod().write("logs/run.log", MEGABYTE, TIME);
        for (String[] words : new String[][] {{"up", "logs"}, {"snapshot", "2026-01-02"}}) {
            long size = Files.size(log);
            List<String> slowly = new ArrayList<>(List.of(words));
            slowly.addAll(List.of("--", "--bwlimit", "1M"));
            Pod.CommandRun run = whileAppending(List.of(log), () -> depot.pod().run(slowly.toArray(String[]::new)));
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(run.err()).contains(" 1 file, ").doesNotContain("Error", "Warning");
            String folder = words[0].equals("up") ? "/logs/run.log" : "/snapshots/2026-01-02/logs/run.log";
            String sent = depot.raw().run("cat", depot.artifacts() + folder);
            assertThat(sent.length()).isGreaterThanOrEqualTo((int) size).isLessThan((int) Files.size(log));
            assertThat(Files.readString(log).startsWith(sent)).isTrue();
        }
        assertThat(depot.pod().run("up", "logs").err()).contains("up: 1 file, ");
        depot.requireEqual(log.getParent().toString(), depot.artifacts() + "/logs");
    }

    @Tag("timing")
    @Test
    void wait_for_a_stable_file_is_reported_and_not_part_of_the_rate() throws Exception {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        depot.pod().write("checkpoints/a.pt", "written now", TIME);
        Pod.CommandRun run = depot.pod().run("up", "checkpoints", "--settle", "4");
        assertThat(run.err()).containsPattern("waiting [1-4] s for a.pt to settle \\(--settle 0 uploads it now\\)\n");
        Matcher took = Pattern.compile("1 file, 11 B uploaded in ([0-9.]+)s ").matcher(run.err());
        assertThat(took.find()).as(run.err()).isTrue();
        assertThat(Double.parseDouble(took.group(1))).isLessThan(4);
        assertThat(depot.pod().run("up", "checkpoints").err()).doesNotContain("waiting");
    }

    @ParameterizedTest
    @EnumSource
    void growing_checkpoint_is_reported_and_uploaded_by_the_next_run(StorageKind kind) throws Exception {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        pod.write("checkpoints/done.pt", "done", TIME);
        pod.write("checkpoints/latest.pt", "yesterday's", TIME);
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        pod.write("checkpoints/other.pt", "other", TIME);
        Path latest = pod.write("checkpoints/latest.pt", MEGABYTE, TIME.plusSeconds(60));
        Path fresh = pod.write("checkpoints/fresh\n.pt", MEGABYTE, TIME.plusSeconds(60));

        Pod.CommandRun run =
                whileAppending(List.of(latest, fresh), () -> pod.run("up", "checkpoints", "--", "--bwlimit", "2M"));
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err())
                .contains(
                        "checkpoints/latest.pt is still being written", "checkpoints/fresh␊.pt is still being written")
                .contains("up: 1 file, ", "2 still being written")
                .doesNotContain("Error:");
        assertThat(depot.raw().run("cat", depot.artifacts() + "/checkpoints/latest.pt"))
                .isEqualTo("yesterday's");
        assertThat(depot.raw().run("lsf", depot.artifacts() + "/checkpoints").lines())
                .containsExactlyInAnyOrder("done.pt", "latest.pt", "other.pt");

        Pod.CommandRun next = pod.run("up", "checkpoints");
        assertThat(next.status()).as(next.all()).isZero();
        assertThat(next.err()).contains("up: 2 files, ", "2 unchanged");
        depot.requireEqual(pod.checkpoints().toString(), depot.artifacts() + "/checkpoints");
    }

    @ParameterizedTest
    @EnumSource
    void growing_replay_is_not_uploaded_and_deletes_nothing(StorageKind kind) throws Exception {
        StorageFixture depot = StorageFixture.open(kind, root);
        Path home = root.resolve("Slippi");
        Path game = Pod.write(home, "Game_1.slp", MEGABYTE, TIME);
        Pod.write(home, "Game_0.slp", "whole", TIME);
        depot.put(Pod.write(root, "old/gone.slp", "x", TIME).getParent(), depot.replays());
        Pod.CommandRun run = whileAppending(
                List.of(game), () -> depot.pod().run("upload", home.toString(), "--delete", "--", "--bwlimit", "2M"));
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err()).contains("replays/Game_1.slp is still being written");
        assertThat(depot.raw().run("lsf", depot.replays())).isEqualTo("Game_0.slp\ngone.slp\n");
        assertThat(depot.pod().run("upload", home.toString(), "--delete").status())
                .isZero();
        depot.requireEqual(home.toString(), depot.replays());
    }

    @Tag("timing")
    @ParameterizedTest
    @EnumSource
    void file_deleted_between_listing_and_copy_does_not_fail_the_run(StorageKind kind) throws Exception {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            names.add("c%02d.pt".formatted(i));
            pod.write("checkpoints/" + names.get(i), MEGABYTE.substring(0, 1 << 18), TIME);
        }
        CompletableFuture<Pod.CommandRun> running = CompletableFuture.supplyAsync(
                () -> pod.run("up", "checkpoints", "--", "--bwlimit", "1M", "--transfers", "1", "--buffer-size", "0"));
        List<String> there = List.of();
        while (there.isEmpty() && !running.isDone()) {
            there = depot.raw()
                    .run("lsf", "-R", "--files-only", "--include", "*.pt", depot.artifacts())
                    .lines()
                    .toList();
        }
        List<String> deleted = new ArrayList<>(names);
        for (String name : there) {
            deleted.remove(name.replaceFirst(".*/", ""));
        }
        assertThat(deleted).as("the run was slow enough").hasSizeGreaterThan(4);
        for (String name : deleted) {
            Files.delete(pod.checkpoints().resolve(name));
        }
        Pod.CommandRun run = running.get();
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).doesNotContain("Error:").contains("vanished before it could be copied");
        List<String> sent = depot.raw()
                .run("lsf", depot.artifacts() + "/checkpoints")
                .lines()
                .toList();
        assertThat(run.err()).contains("up: " + sent.size() + " file");
        assertThat(names).containsAll(sent);
        assertThat(run.err().lines().filter(line -> line.contains("vanished"))).hasSize(names.size() - sent.size());
        depot.raw()
                .run(
                        "check",
                        "--download",
                        "--one-way",
                        pod.checkpoints().toString(),
                        depot.artifacts() + "/checkpoints");
    }
}
