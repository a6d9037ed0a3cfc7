package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.S3KeyPolicy;
import replaystorage.support.S3Server;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;
import replaystorage.support.TemporaryS3Key;
import replaystorage.support.b2.B2ApplicationKey;
import replaystorage.support.b2.B2ErrorResponse;
import replaystorage.support.b2.FakeB2Server;

/** A link to a folder, such as `latest`, that moves on: downloads restore its target, and no data is lost. */
class SymlinkedFoldersIT {
    private static final Instant EARLY = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    private StorageFixture depot;
    private Pod pod;

    private void start(StorageKind kind) throws IOException {
        depot = StorageFixture.open(kind, root.resolve("one"));
        pod = depot.pod();
    }

    /** Creates a checkpoint of shards with an index; a higher step is newer. */
    private void checkpoint(int step, int shards) {
        checkpoint(pod.checkpoints(), step, shards);
    }

    private static void checkpoint(Path folder, int step, int shards) {
        for (int shard = 1; shard <= shards; shard++) {
            Pod.write(
                    folder,
                    "step-" + step + "/model-" + shard + ".bin",
                    "shard " + shard + " of " + step,
                    EARLY.plusSeconds(step));
        }
        Pod.write(folder, "step-" + step + "/model.index.json", shards + " of " + step, EARLY.plusSeconds(step));
    }

    private void link(String name, String target) throws IOException {
        Path link = pod.checkpoints().resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private List<String> there(String folder) {
        return Arrays.stream(depot.raw()
                        .run("lsf", "-R", "--files-only", depot.artifacts() + "/" + folder)
                        .split("\n"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void download_restores_the_files_of_the_link_target(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("latest", "step-500");
        good("up", "checkpoints");
        checkpoint(1000, 2);
        link("latest", "step-1000");

        Pod.CommandRun run = good("up", "checkpoints");

        assertThat(there("checkpoints/latest")).containsExactly("model-1.bin", "model-2.bin", "model.index.json");
        assertThat(there("checkpoints/step-500")).hasSize(4);
        assertThat(run.err()).doesNotContain("Warning");
        Pod other = depot.anotherPod(root.resolve("two"));
        assertThat(other.run("down", "checkpoints").status()).isZero();
        depot.requireEqual(
                other.checkpoints().resolve("latest").toString(),
                pod.checkpoints().resolve("step-1000").toString());
        assertThat(good("up", "checkpoints").err()).contains("up to date");
    }

    @Test
    void b2_gets_the_bytes_once_and_copies_the_aliases() throws IOException {
        FakeB2Server server = new FakeB2Server();
        try (server) {
            server.createBucket("artifacts-of-one");
            pod = server.pod(root.resolve("one"), server.keyFor("artifacts-of-one"))
                    .with("B2_BUCKET", "artifacts-of-one");
            checkpoint(500, 3);
            link("latest", "step-500");
            link("best", "latest");
            link("newest.bin", "step-500/model-3.bin");
            good("up", "checkpoints");
            assertThat(server.count("b2_upload_file")).isEqualTo(4);
            assertThat(server.count("b2_copy_file")).isEqualTo(9);
            checkpoint(1000, 2);
            link("latest", "step-1000");
            good("up", "checkpoints");
            assertThat(server.count("b2_upload_file")).isEqualTo(7);
            server.forgetRequests();
            good("up", "checkpoints");
            assertThat(server.count("b2_copy_file")).isZero();
            good("snapshot", "2026-02-01");
            assertThat(server.count("b2_upload_file")).as("only marks").isLessThanOrEqualTo(2);
        }
    }

    @Test
    void s3_gets_the_bytes_once_and_copies_the_aliases() throws IOException {
        S3Server server = S3Server.counting();
        try {
            server.rclone(root).run("mkdir", "s3:artifacts");
            pod = Pod.onS3(root.resolve("one"), server, "artifacts", "artifacts");
            checkpoint(500, 3);
            link("latest", "step-500");
            good("up", "checkpoints");
            checkpoint(1000, 2);
            link("latest", "step-1000");
            good("up", "checkpoints");
            assertThat(server.requests()).containsEntry("PutObject", 7L).containsEntry("CopyObject", 7L);
        } finally {
            server.stop();
        }
    }

    @Test
    void object_that_another_pod_writes_below_a_link_during_the_upload_is_kept() throws IOException {
        try (FakeB2Server server = new FakeB2Server()) {
            server.createBucket("artifacts-of-one");
            B2ApplicationKey key = server.keyFor("artifacts-of-one");
            pod = server.pod(root.resolve("one"), key).with("B2_BUCKET", "artifacts-of-one");
            depot = new StorageFixture(
                    StorageKind.B2, pod, server.rclone(root.resolve("one"), key), null, "b2:artifacts-of-one");
            checkpoint(500, 1);
            link("latest", "step-500");
            good("up", "checkpoints");
            checkpoint(1000, 1);
            link("latest", "step-1000");
            AtomicBoolean first = new AtomicBoolean(true);
            server.failWhen(
                    call -> {
                        if (call.name().equals("b2_upload_file") && first.getAndSet(false)) {
                            server.put("artifacts-of-one", "checkpoints/latest/model-1.bin", "of another pod");
                        }
                        return false;
                    },
                    B2ErrorResponse.of(500, "internal_error"));
            pod.run("up", "checkpoints");
            assertThat(there("checkpoints").stream()
                            .map(name -> depot.raw().run("cat", depot.artifacts() + "/checkpoints/" + name)))
                    .contains("of another pod", "shard 1 of 1000");
        }
    }

    @Test
    void objects_of_the_old_target_are_reported_if_the_key_may_not_delete() throws IOException {
        start(StorageKind.S3);
        String bucket = depot.artifacts().substring("s3:".length());
        TemporaryS3Key key = TemporaryS3Key.of(
                S3Server.shared(),
                S3KeyPolicy.denyingAll()
                        .allowingListing(List.of(bucket))
                        .allowingObjects(List.of(bucket), "GetObject", "PutObject"));
        pod.with("AWS_ACCESS_KEY_ID", key.id())
                .with("AWS_SECRET_ACCESS_KEY", key.secret())
                .with("AWS_SESSION_TOKEN", key.token());
        checkpoint(500, 3);
        link("latest", "step-500");
        good("up", "checkpoints");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        assertThat(good("up", "checkpoints").err())
                .contains("Warning: ", "checkpoints/latest/model-3.bin", "could not be deleted")
                .doesNotContain("Error");
        assertThat(there("checkpoints/latest")).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void alias_that_another_pod_overwrote_stays(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("latest", "step-500");
        good("up", "checkpoints");
        Path theirs = Pod.write(root.resolve("theirs"), "model-3.bin", "shard 3 of 501", EARLY.plusSeconds(501));
        depot.raw().run("copyto", theirs.toString(), depot.artifacts() + "/checkpoints/latest/model-3.bin");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        assertThat(good("up", "checkpoints").err())
                .contains("checkpoints/latest/model-3.bin", "changed by another machine");
        assertThat(depot.raw().run("cat", depot.artifacts() + "/checkpoints/latest/model-3.bin"))
                .isEqualTo("shard 3 of 501");
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void nothing_is_deleted_if_the_link_is_gone_or_its_target_lost_a_file(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("gone", "step-500");
        link("folder", "step-500");
        link("latest", "step-500");
        good("up", "checkpoints");
        Files.delete(pod.checkpoints().resolve("gone"));
        Files.delete(pod.checkpoints().resolve("folder"));
        Pod.write(pod.checkpoints(), "folder/other.bin", "other", EARLY);
        Files.delete(pod.checkpoints().resolve("step-500/model-3.bin"));
        checkpoint(1000, 1);
        good("up", "checkpoints");
        assertThat(there("checkpoints/gone")).hasSize(4);
        assertThat(there("checkpoints/folder")).hasSize(5);
        assertThat(there("checkpoints/latest")).hasSize(4);
        assertThat(there("checkpoints/step-500")).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void old_target_deleted_locally_and_overwritten_remotely_is_kept_as_conflict_copy(StorageKind kind)
            throws IOException {
        start(kind);
        checkpoint(500, 4);
        link("latest", "step-500");
        good("up", "checkpoints");
        // An upload right before a listing is recorded as listed only by the next run.
        good("up", "checkpoints");
        Path other = Pod.write(root.resolve("other"), "model-4.bin", "an entirely other one", EARLY);
        depot.raw().run("copyto", other.toString(), depot.artifacts() + "/checkpoints/step-500/model-4.bin");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        for (Path file : entries(pod.checkpoints().resolve("step-500"))) {
            Files.delete(file);
        }
        Pod.CommandRun run = good("up", "checkpoints");
        assertThat(there("checkpoints/latest")).containsExactly("model-1.bin", "model-2.bin", "model.index.json");
        assertThat(there("checkpoints/step-500")).hasSize(5);
        String kept = there("checkpoints").stream()
                .filter(name -> name.startsWith("latest.from-"))
                .findFirst()
                .orElseThrow();
        assertThat(kept).endsWith("/model-4.bin");
        assertThat(run.err()).contains("is kept there as latest.from-");
        assertThat(depot.raw().run("cat", depot.artifacts() + "/checkpoints/" + kept))
                .isEqualTo("shard 4 of 500");
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void target_outside_the_folder_is_neither_lost_nor_mixed(StorageKind kind) throws IOException {
        start(kind);
        Path outside = root.resolve("disk");
        checkpoint(outside, 500, 3);
        checkpoint(outside, 1000, 2);
        Files.createDirectories(pod.checkpoints());
        link("latest", outside.resolve("step-500").toString());
        good("up", "checkpoints");
        link("latest", outside.resolve("step-1000").toString());
        good("up", "checkpoints");
        depot.requireEqual(outside.resolve("step-1000").toString(), depot.artifacts() + "/checkpoints/latest");
        assertThat(there("checkpoints"))
                .filteredOn(name -> name.startsWith("latest.from-"))
                .singleElement()
                .asString()
                .endsWith("/model-3.bin");
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void nested_and_chained_links_each_have_the_files_of_their_target(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(400, 1);
        checkpoint(500, 3);
        link("latest", "step-500");
        link("again", "latest");
        link("step-500/previous", "../step-400");
        good("up", "checkpoints");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        link("step-1000/previous", "../step-500");
        Files.delete(pod.checkpoints().resolve("step-500/previous"));
        good("up", "checkpoints");
        List<String> whole = List.of(
                "model-1.bin",
                "model-2.bin",
                "model.index.json",
                "previous/model-1.bin",
                "previous/model-2.bin",
                "previous/model-3.bin",
                "previous/model.index.json");
        assertThat(there("checkpoints/latest")).isEqualTo(whole);
        assertThat(there("checkpoints/again")).isEqualTo(whole);
        assertThat(there("checkpoints/step-500")).as("its link vanished").hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void repeated_snapshot_contains_the_new_target_of_a_link(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("latest", "step-500");
        good("snapshot", "2026-02-01");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        good("snapshot", "2026-02-01");
        assertThat(there("snapshots/2026-02-01/checkpoints/latest"))
                .containsExactly("model-1.bin", "model-2.bin", "model.index.json");
        Pod other = depot.anotherPod(root.resolve("two"));
        assertThat(other.run("down", "checkpoints", "--snapshot", "2026-02-01").status())
                .isZero();
        depot.requireEqual(
                other.checkpoints().resolve("latest").toString(),
                pod.checkpoints().resolve("step-1000").toString());
    }

    @Test
    void auto_sync_follows_a_link_that_changes_its_target() throws Exception {
        try (FakeB2Server server = new FakeB2Server()) {
            server.createBucket("artifacts-of-one");
            B2ApplicationKey key = server.keyFor("artifacts-of-one");
            pod = server.pod(root.resolve("one"), key).with("B2_BUCKET", "artifacts-of-one");
            depot = new StorageFixture(
                    StorageKind.B2, pod, server.rclone(root.resolve("one"), key), null, "b2:artifacts-of-one");
            checkpoint(500, 3);
            link("latest", "step-500");
            ProgramProcess program = ProgramProcess.start(pod, "auto-sync", "--interval", "1");
            ProgramProcess.await("the first is there", () -> server.count("b2_copy_file") == 4);
            checkpoint(1000, 2);
            link("latest", "step-1000");
            ProgramProcess.await(
                    "the second is there", () -> there("checkpoints/latest").size() == 3);
            assertThat(server.count("b2_upload_file")).isEqualTo(7);
            depot.requireEqual(
                    pod.checkpoints().resolve("step-1000").toString(), depot.artifacts() + "/checkpoints/latest");
            checkpoint(1001, 1);
            Files.delete(pod.checkpoints().resolve("step-1001/model.index.json"));
            Files.copy(
                    pod.checkpoints().resolve("step-1000/model-1.bin"),
                    pod.checkpoints().resolve("step-1001/model-1.bin"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            ProgramProcess.await(
                    "the third is there", () -> there("checkpoints/step-1001").size() == 1);
            link("latest", "step-1001");
            ProgramProcess.await(
                    "what the link left is gone",
                    () -> there("checkpoints/latest").size() == 1);
            program.signal("TERM");
            assertThat(program.end()).as(program.text()).isZero();
            assertThat(there("checkpoints")).hasSize(9);
        }
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void auto_sync_once_uploads_each_file_once_whichever_alias_is_newest(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("latest", "step-500");
        good("auto-sync", "--once");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        good("auto-sync", "--once");
        depot.requireEqual(
                pod.checkpoints().resolve("step-1000").toString(), depot.artifacts() + "/checkpoints/latest");
        assertThat(good("auto-sync", "--once").err()).contains("nothing new to upload");
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void down_never_writes_through_a_link_into_another_checkpoint(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("latest", "step-500");
        good("up", "checkpoints");
        Pod other = depot.anotherPod(root.resolve("two"));
        assertThat(other.run("down", "checkpoints").status()).isZero();
        Path theirs = other.checkpoints();
        for (Path file : entries(theirs.resolve("latest"))) {
            Files.delete(file);
        }
        Files.delete(theirs.resolve("latest"));
        checkpoint(theirs, 1000, 2);
        Files.createSymbolicLink(theirs.resolve("latest"), Path.of("step-1000"));
        assertThat(other.run("up", "checkpoints").status()).isZero();
        Pod.CommandRun run = good("down", "checkpoints");
        assertThat(pod.read("checkpoints/step-500/model-1.bin")).isEqualTo("shard 1 of 500");
        assertThat(pod.read("checkpoints/latest/model-1.bin")).isEqualTo("shard 1 of 1000");
        assertThat(run.err()).contains("checkpoints/latest was a link to step-500 here");
        assertThat(entries(pod.checkpoints().resolve("step-500"))).hasSize(4);
        assertThat(good("up", "checkpoints").err()).contains("up to date");
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void down_keeps_a_link_that_was_changed_locally(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("latest", "step-500");
        good("up", "checkpoints");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        Pod.CommandRun run = good("down", "checkpoints");
        assertThat(run.err()).contains("checkpoints/latest is a link that was made here");
        assertThat(pod.checkpoints().resolve("latest")).isSymbolicLink();
        assertThat(entries(pod.checkpoints().resolve("step-1000"))).hasSize(3);
        assertThat(pod.read("checkpoints/step-1000/model-1.bin")).isEqualTo("shard 1 of 1000");
        checkpoint(1001, 3);
        link("latest", "step-1001");
        good("down", "checkpoints");
        assertThat(pod.checkpoints().resolve("latest"))
                .as("nothing came for it")
                .isSymbolicLink();
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void down_from_a_snapshot_does_not_write_through_a_link(StorageKind kind) throws IOException {
        start(kind);
        checkpoint(500, 3);
        link("latest", "step-500");
        good("snapshot", "2026-02-01");
        checkpoint(1000, 2);
        link("latest", "step-1000");
        good("down", "checkpoints", "--snapshot", "2026-02-01");
        assertThat(pod.read("checkpoints/step-1000/model-1.bin")).isEqualTo("shard 1 of 1000");
        assertThat(entries(pod.checkpoints().resolve("step-1000"))).hasSize(3);
        depot.requireEqual(
                pod.checkpoints().resolve("latest").toString(),
                pod.checkpoints().resolve("step-500").toString());
    }

    @Test
    void foreign_objects_below_the_name_of_a_link_stay_and_are_reported() throws IOException {
        start(StorageKind.FOLDER);
        Pod.write(root, "one/storage/artifacts/checkpoints/latest/model-3.bin", "of a pod that is gone", EARLY);
        checkpoint(1000, 2);
        link("latest", "step-1000");
        assertThat(good("up", "checkpoints").err())
                .contains("Warning: checkpoints/latest is a link here", "1 file", "latest/model-3.bin");
        assertThat(there("checkpoints/latest")).hasSize(4);
    }
}
