package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.StorageFixture;

/** Uploads never overwrite objects that another pod wrote after the planning. */
class RemoteChangesDuringUploadIT {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path root;

    private StorageFixture depot;
    private Pod pod;

    private void open(StorageFixture.StorageKind kind) throws IOException {
        depot = StorageFixture.open(kind, root);
        pod = depot.pod();
    }

    /** Another pod writes an object after the first listing. */
    private void arrivesAfterTheListing(String name, String text, Instant time) throws IOException {
        arrives("*' lsjson '*", "'" + RcloneCli.binary() + "' \"$@\"; status=$?\n", "exit $status", name, text, time);
    }

    /** Another pod writes an object right before the first rclone command of this kind. */
    private void arrivesAt(String command, String name, String text, Instant time) throws IOException {
        arrives("*'" + command + "'*", "", ":", name, text, time);
    }

    private void arrives(String pattern, String before, String after, String name, String text, Instant time)
            throws IOException {
        Path file = Pod.write(root.resolve("another"), name, text, time);
        Path wrapper = root.resolve("wrapped-rclone");
        Files.writeString(
                wrapper,
                "#!/bin/sh\ncase \" $* \" in " + pattern + ")\n" + before + "if mkdir '" + root.resolve("arrived")
                        + "' 2>/dev/null; then\n"
                        + depot.raw().line("copyto", file.toString(), depot.artifacts() + "/checkpoints/" + name)
                        + "\nfi >/dev/null 2>&1\n" + after + " ;;\nesac\nexec '" + RcloneCli.binary() + "' \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", wrapper.toString());
    }

    private String there(String name) throws IOException {
        Path copy = root.resolve("copy");
        depot.raw().run("sync", depot.artifacts() + "/checkpoints", copy.toString());
        return Files.readString(copy.resolve(name));
    }

    private List<String> names() {
        return depot.raw()
                .run("lsf", depot.artifacts() + "/checkpoints")
                .lines()
                .sorted()
                .toList();
    }

    private String beside() {
        List<String> kept =
                names().stream().filter(name -> name.contains(".from-")).toList();
        assertThat(kept).hasSize(1);
        return kept.get(0);
    }

    private Pod.CommandRun up() {
        Pod.CommandRun run = pod.runWithShortWait("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    @ParameterizedTest
    @EnumSource(StorageFixture.StorageKind.class)
    void newer_object_that_appeared_stays_and_ours_becomes_a_conflict_copy(StorageFixture.StorageKind kind)
            throws Exception {
        open(kind);
        pod.write("checkpoints/latest.bin", "ours", TIME);
        arrivesAfterTheListing("latest.bin", "theirs, newer", TIME.plusSeconds(60));
        Pod.CommandRun run = up();
        assertThat(there("latest.bin")).isEqualTo("theirs, newer");
        assertThat(names()).hasSize(2);
        assertThat(there(beside())).isEqualTo("ours");
        assertThat(run.err()).contains("is newer on the remote and stays there");
        assertThat(pod.run("down", "checkpoints").status()).isZero();
        assertThat(pod.read("checkpoints/latest.bin")).isEqualTo("theirs, newer");
    }

    @ParameterizedTest
    @EnumSource(StorageFixture.StorageKind.class)
    void older_object_that_appeared_becomes_a_conflict_copy(StorageFixture.StorageKind kind) throws Exception {
        open(kind);
        pod.write("checkpoints/latest.bin", "ours", TIME);
        pod.write("checkpoints/other.bin", "another", TIME);
        arrivesAfterTheListing("latest.bin", "theirs, older", TIME.minusSeconds(60));
        up();
        assertThat(there("latest.bin")).isEqualTo("ours");
        assertThat(there("other.bin")).isEqualTo("another");
        assertThat(names()).hasSize(3);
        assertThat(there(beside())).isEqualTo("theirs, older");
    }

    @ParameterizedTest
    @EnumSource(StorageFixture.StorageKind.class)
    void newer_object_that_replaced_a_known_one_stays_and_ours_becomes_a_conflict_copy(StorageFixture.StorageKind kind)
            throws Exception {
        open(kind);
        pod.write("checkpoints/latest.bin", "first", TIME);
        up();
        pod.write("checkpoints/latest.bin", "ours", TIME.plusSeconds(60));
        arrivesAfterTheListing("latest.bin", "theirs, newer", TIME.plusSeconds(120));
        up();
        assertThat(there("latest.bin")).isEqualTo("theirs, newer");
        assertThat(there(beside())).isEqualTo("ours");
    }

    @ParameterizedTest
    @EnumSource(StorageFixture.StorageKind.class)
    void older_object_that_replaced_a_known_one_becomes_a_conflict_copy(StorageFixture.StorageKind kind)
            throws Exception {
        open(kind);
        pod.write("checkpoints/latest.bin", "first", TIME);
        up();
        pod.write("checkpoints/latest.bin", "ours", TIME.plusSeconds(120));
        arrivesAfterTheListing("latest.bin", "theirs", TIME.plusSeconds(60));
        up();
        assertThat(there("latest.bin")).isEqualTo("ours");
        assertThat(there(beside())).isEqualTo("theirs");
    }

    @ParameterizedTest
    @EnumSource(StorageFixture.StorageKind.class)
    void file_that_another_command_of_this_pod_uploaded_is_not_uploaded_twice(StorageFixture.StorageKind kind)
            throws Exception {
        open(kind);
        pod.write("checkpoints/latest.bin", "first", TIME);
        up();
        pod.write("checkpoints/latest.bin", "ours", TIME.plusSeconds(60));
        pod.write("checkpoints/new.bin", "ours", TIME);
        arrivesAfterTheListing("latest.bin", "ours", TIME.plusSeconds(60));
        Pod.CommandRun run = up();
        assertThat(run.err()).doesNotContain("kept").doesNotContain("newer");
        assertThat(names()).containsExactly("latest.bin", "new.bin");
    }

    /** Only a conditional request covers the time between the last lookup and the upload. */
    @Test
    void object_replaced_after_the_last_lookup_stays_if_the_server_supports_conditions() throws Exception {
        open(StorageFixture.StorageKind.S3);
        pod.write("checkpoints/latest.bin", "first", TIME);
        up();
        pod.write("checkpoints/latest.bin", "ours", TIME.plusSeconds(60));
        arrivesAt(" copy ", "latest.bin", "theirs, newer", TIME.plusSeconds(120));
        up();
        assertThat(there("latest.bin")).isEqualTo("theirs, newer");
        assertThat(there(beside())).isEqualTo("ours");
    }

    @Test
    void object_created_after_the_last_lookup_stays_if_the_server_supports_conditions() throws Exception {
        open(StorageFixture.StorageKind.S3);
        pod.write("checkpoints/latest.bin", "ours", TIME);
        arrivesAt(" copy ", "latest.bin", "theirs, newer", TIME.plusSeconds(120));
        up();
        assertThat(there("latest.bin")).isEqualTo("theirs, newer");
        assertThat(there(beside())).isEqualTo("ours");
    }
}
