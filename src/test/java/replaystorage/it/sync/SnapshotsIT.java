package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Markers show whether a snapshot is complete, and an incomplete one never looks complete. */
class SnapshotsIT {
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
    private static final String DATE = "2026-01-02";

    @TempDir
    Path root;

    private static Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private static List<String> there(StorageFixture depot) {
        return depot.raw().run("lsf", depot.artifacts() + "/snapshots").lines().toList();
    }

    @ParameterizedTest
    @EnumSource
    void successful_snapshot_is_complete_and_its_marker_states_the_content(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        pod.write("checkpoints/a.pt", "12345", OLD);
        pod.write("checkpoints/b/b.pt", "123", OLD);
        pod.write("logs/run.log", "1", OLD);
        good(pod, "up", "checkpoints");
        good(pod, "snapshot", DATE);

        assertThat(there(depot)).containsExactlyInAnyOrder(DATE + "/", DATE + ".complete");
        assertThat(depot.raw().run("cat", depot.artifacts() + "/snapshots/" + DATE + ".complete"))
                .matches(
                        "\\{\"format\":1,\"date\":\"" + DATE + "\",\"pod\":\""
                                + pod.environment().get("POD_ID")
                                + "\",\"time\":\"[0-9T:-]+Z\",\"chosen\":false,\"folders\":"
                                + "\\{\"checkpoints\":\\{\"objects\":2,\"bytes\":8},\"logs\":\\{\"objects\":1,\"bytes\":1}}}\n");
        assertThat(good(pod, "snapshots").out()).isEqualTo(DATE + "  complete\n");
        assertThat(good(pod, "list-snapshots").all()).isEqualTo(DATE + "\n");
        assertThat(good(depot.anotherPod(root.resolve("next")), "down", "--snapshot", DATE)
                        .err())
                .contains("down: 3 files")
                .doesNotContain("marked", "complete");
        assertThat(depot.raw().run("lsf", "--dirs-only", depot.artifacts() + "/snapshots"))
                .as("as the old scripts look")
                .isEqualTo(DATE + "/\n");
    }

    @ParameterizedTest
    @EnumSource
    void killed_snapshot_is_incomplete_until_it_is_run_again(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        pod.write("checkpoints/a.pt", "small", OLD);
        pod.write("logs/run.log", "x".repeat(500_000), OLD);
        ProgramProcess program = ProgramProcess.start(pod, "snapshot", DATE, "--settle", "0", "--", "--bwlimit", "20k");
        String first = depot.artifacts() + "/snapshots/" + DATE + "/checkpoints";
        ProgramProcess.await(
                "the first folder is there",
                () -> depot.raw().run("lsf", "-R", depot.artifacts()).contains("a.pt")
                        && depot.raw().run("lsf", first).contains("a.pt"));
        program.signal("KILL");
        assertThat(program.end()).isEqualTo(137);
        ProgramProcess.await("rclone has ended too", () -> program.rclones().isEmpty());

        String name = pod.environment().get("POD_ID");
        assertThat(there(depot)).containsExactlyInAnyOrder(DATE + "/", DATE + ".incomplete." + name);
        assertThat(good(pod, "snapshots").out())
                .isEqualTo(DATE + "  incomplete: " + name + " started it and did not finish it\n");
        Pod.CommandRun dates = good(pod, "list-snapshots");
        assertThat(dates.out()).isEqualTo(DATE + "\n");
        assertThat(dates.err()).contains(DATE + " is incomplete: " + name);

        Pod next = depot.anotherPod(root.resolve("next"));
        Pod.CommandRun refused = next.run("down", "--snapshot", DATE);
        assertThat(refused.status()).as(refused.all()).isEqualTo(1);
        assertThat(refused.err())
                .containsOnlyOnce("Error: the snapshot of " + DATE + " is incomplete: " + name
                        + " started it and did not finish it")
                .contains("Try: replay-storage down --snapshot " + DATE + " --force");
        assertThat(next.checkpoints()).doesNotExist();
        Pod.CommandRun forced = good(next, "down", "--snapshot", DATE, "--force");
        assertThat(forced.err()).containsOnlyOnce("is incomplete: " + name).contains("downloading what it has");
        assertThat(next.read("checkpoints/a.pt")).isEqualTo("small");

        good(pod, "snapshot", DATE);
        assertThat(there(depot)).containsExactlyInAnyOrder(DATE + "/", DATE + ".complete");
        good(next, "down", "--snapshot", DATE);
        assertThat(next.read("logs/run.log")).hasSize(500_000);
    }

    @Test
    void snapshot_of_two_pods_is_incomplete_until_the_slower_one_ends() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageKind.S3, root);
        Pod slow = depot.pod();
        slow.write("checkpoints/slow.pt", "x".repeat(100_000), OLD);
        Pod quick = depot.anotherPod(root.resolve("quick"));
        quick.write("checkpoints/quick.pt", "quick", OLD);
        ProgramProcess program =
                ProgramProcess.start(slow, "snapshot", DATE, "--settle", "0", "--", "--bwlimit", "10k");
        ProgramProcess.await(
                "it is marked",
                () -> depot.raw().run("lsf", "-R", depot.artifacts()).contains(DATE + ".incomplete."));

        assertThat(slow.run("snapshot", DATE).err()).contains("another snapshot of this workspace is running");
        String other = slow.environment().get("POD_ID");
        assertThat(good(quick, "snapshot", DATE).err())
                .contains("stays incomplete until " + other + " has finished its snapshot");
        assertThat(good(quick, "snapshots").out())
                .startsWith(DATE + "  incomplete: " + other + " started it and did not finish it");
        assertThat(program.end()).as(program.text()).isZero();
        assertThat(good(quick, "snapshots").out()).isEqualTo(DATE + "  complete\n");
    }

    @Test
    void interrupted_snapshot_is_incomplete() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        depot.pod().write("checkpoints/a.pt", "x".repeat(500_000), OLD);
        ProgramProcess program =
                ProgramProcess.start(depot.pod(), "snapshot", DATE, "--settle", "0", "--", "--bwlimit", "20k");
        Path folder = Path.of(depot.artifacts(), "snapshots", DATE, "checkpoints");
        ProgramProcess.await("a file is on its way", () -> Files.isDirectory(folder));
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isEqualTo(143);
        assertThat(good(depot.pod(), "snapshots").out()).startsWith(DATE + "  incomplete: ");
    }

    @ParameterizedTest
    @EnumSource
    void snapshot_of_the_old_scripts_is_downloaded_with_a_note(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        depot.put(
                Pod.write(root.resolve("archive"), "a.pt", "old", OLD).getParent(),
                depot.artifacts() + "/snapshots/" + DATE + "/checkpoints");
        assertThat(good(depot.pod(), "snapshots").out()).startsWith(DATE + "  not marked: made by the old scripts");
        assertThat(good(depot.pod(), "list-snapshots").all()).isEqualTo(DATE + "\n");
        assertThat(good(depot.pod(), "down", "--snapshot", DATE).err())
                .containsOnlyOnce("the snapshot of " + DATE + " is not marked as complete");
        assertThat(depot.pod().read("checkpoints/a.pt")).isEqualTo("old");
    }

    @ParameterizedTest
    @EnumSource
    void snapshot_is_incomplete_while_the_marker_of_another_pod_exists(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        depot.pod().write("checkpoints/a.pt", "mine", OLD);
        Path mark = Pod.write(root.resolve("theirs"), DATE + ".incomplete.other", "{}", OLD);
        depot.put(mark.getParent(), depot.artifacts() + "/snapshots");

        assertThat(good(depot.pod(), "snapshot", DATE).err())
                .contains("stays incomplete until other has finished its snapshot")
                .contains("rclone deletefile ", "/snapshots/" + DATE + ".incomplete.other");
        assertThat(good(depot.pod(), "snapshots").out())
                .startsWith(DATE + "  incomplete: other started it and did not finish it");
        depot.raw().run("deletefile", depot.artifacts() + "/snapshots/" + DATE + ".incomplete.other");
        assertThat(good(depot.pod(), "snapshots").out()).isEqualTo(DATE + "  complete\n");
    }

    @Test
    void folder_missing_in_a_snapshot_is_an_error_if_requested_by_name() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        depot.pod().write("checkpoints/a.pt", "mine", OLD);
        good(depot.pod(), "snapshot", DATE);
        for (String[] words :
                new String[][] {{"down", "cache"}, {"sync-cache-down"}, {"down", "checkpoints", "cache"}}) {
            List<String> asked = new ArrayList<>(List.of(words));
            asked.addAll(List.of("--snapshot", DATE));
            Pod.CommandRun run = depot.pod().runWithShortWait(asked.toArray(String[]::new));
            assertThat(run.status()).as(run.all()).isEqualTo(3);
            assertThat(run.err())
                    .contains("Error: the snapshot of " + DATE + " has no cache", "Try: replay-storage ls");
        }
        good(depot.pod(), "down", "--snapshot", DATE);
    }

    @ParameterizedTest
    @EnumSource
    void empty_snapshot_and_dry_run_write_no_marker(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        assertThat(good(depot.pod(), "snapshot", DATE).err()).contains("nothing to upload");
        depot.pod().write("checkpoints/a.pt", "mine", OLD);
        good(depot.pod(), "snapshot", DATE, "--dry-run");
        assertThat(depot.raw().run("lsf", "-R", depot.artifacts())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void markers_in_a_shared_bucket_are_not_replays(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.withOneBucket(kind, root);
        Pod pod = depot.pod();
        pod.write("checkpoints/a.pt", "mine", OLD);
        Path games = FileTrees.createFiles(root.resolve("games"), 3, "slp");
        good(pod, "upload", games.toString());
        good(pod, "snapshot", DATE);
        assertThat(good(pod, "ls", "replays").out().lines()).hasSize(3);
        good(pod, "fetch");
        assertThat(FileTrees.contents(pod.workspace().resolve("replays"))).isEqualTo(FileTrees.contents(games));
        good(pod, "upload", games.toString(), "--delete");
        assertThat(good(pod, "snapshots").out()).isEqualTo(DATE + "  complete\n");
    }

    @Test
    void snapshot_with_a_failed_file_stays_incomplete() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "a", OLD);
            pod.write("checkpoints/bad.pt", "bad", OLD);
            good(pod, "snapshot", DATE);
            pod.write("checkpoints/bad.pt", "worse", OLD.plusSeconds(60));
            stub.answerWhen(
                    asked -> asked.method().equals("PUT") && asked.key().endsWith("bad.pt"),
                    FakeS3Server.error(403, "AccessDenied"));
            Pod.CommandRun run = pod.runWithShortWait("snapshot", DATE);
            assertThat(run.status()).as(run.all()).isNotZero();
            assertThat(run.err()).contains("the snapshot of " + DATE + " is marked as incomplete");
            assertThat(good(pod, "snapshots").out()).startsWith(DATE + "  incomplete");
            stub.removeRules();
            good(pod, "snapshot", DATE);
            assertThat(good(pod, "snapshots").out()).isEqualTo(DATE + "  complete\n");
        }
    }

    @Test
    void snapshot_without_an_unstable_checkpoint_stays_incomplete() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        Pod pod = depot.pod();
        pod.write("checkpoints/a.pt", "a", OLD);
        pod.write("checkpoints/half.safetensors", "half", Instant.now());
        Pod.CommandRun run = pod.runWithShortWait("snapshot", DATE);
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err()).contains("half.safetensors", "the snapshot of " + DATE + " is marked as incomplete");
        assertThat(good(pod, "snapshots").out()).startsWith(DATE + "  incomplete");
        good(pod, "snapshot", DATE, "--settle", "0");
        assertThat(good(pod, "snapshots").out()).isEqualTo(DATE + "  complete\n");
    }

    @Test
    void object_that_the_server_refuses_to_copy_is_uploaded() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "a", OLD);
            pod.write("checkpoints/b.pt", "b", OLD);
            good(pod, "up", "checkpoints");
            stub.answerWhen(FakeS3Server.S3Request::copy, FakeS3Server.error(501, "NotImplemented"));
            good(pod, "snapshot", DATE);
            assertThat(stub.get("snapshots/" + DATE + "/checkpoints/a.pt")).isEqualTo("a");
            assertThat(stub.get("snapshots/" + DATE + "/checkpoints/b.pt")).isEqualTo("b");
            assertThat(good(pod, "snapshots").out()).isEqualTo(DATE + "  complete\n");
        }
    }

    @Test
    void snapshot_uploads_nothing_if_its_marker_cannot_be_written() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "a", OLD);
            stub.answerWhen(asked -> asked.key().contains(".incomplete"), FakeS3Server.error(403, "AccessDenied"));
            Pod.CommandRun run = pod.runWithShortWait("snapshot", DATE);
            assertThat(run.status()).as(run.all()).isEqualTo(1);
            assertThat(run.err()).contains("the key may not write to the bucket b");
            assertThat(stub.keys()).isEmpty();
        }
    }

    @Test
    void marker_is_emptied_if_the_key_may_not_delete() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "a", OLD);
            stub.answerWhen(asked -> asked.method().equals("DELETE"), FakeS3Server.error(403, "AccessDenied"));
            good(pod, "snapshot", DATE);
            assertThat(stub.get("snapshots/" + DATE + ".incomplete.pod-" + root.getFileName()))
                    .isEmpty();
            assertThat(good(pod, "snapshots").out()).isEqualTo(DATE + "  complete\n");
            good(stub.pod(root.resolve("next")), "down", "--snapshot", DATE);
        }
    }

    @Test
    void markers_cost_two_writes_one_deletion_and_one_read() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "a", OLD);
            good(pod, "snapshot", DATE);
            String incomplete = " /b/snapshots/" + DATE + ".incomplete.pod-" + root.getFileName();
            assertThat(stub.requests().stream().filter(request -> request.contains(DATE + ".")))
                    .containsExactly(
                            "PUT" + incomplete, "PUT /b/snapshots/" + DATE + ".complete", "DELETE" + incomplete);
            good(pod, "snapshot", "2026-01-03");
            int before = stub.requests().size();
            assertThat(good(pod, "snapshots").out().lines()).hasSize(2);
            assertThat(stub.requests().subList(before, stub.requests().size())).hasSize(1);
        }
    }
}
