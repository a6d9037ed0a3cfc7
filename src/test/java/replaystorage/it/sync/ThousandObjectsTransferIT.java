package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Each command with 1,000 objects, compared byte for byte, and again with nothing to do. */
class ThousandObjectsTransferIT {
    private static final Map<StorageKind, StorageFixture> FULL = new EnumMap<>(StorageKind.class);

    @TempDir
    static Path shared;

    @TempDir
    Path root;

    /** A read-only storage with 1,000 replays and the same files as checkpoints. */
    private static StorageFixture full(StorageKind kind) throws IOException {
        StorageFixture full = FULL.get(kind);
        if (full == null) {
            full = StorageFixture.open(kind, shared.resolve(kind.name()));
            full.put(thousand(), full.replays());
            full.put(thousand(), full.artifacts() + "/checkpoints");
            FULL.put(kind, full);
        }
        return full;
    }

    private static Path thousand() {
        Path folder = shared.resolve("thousand");
        return Files.isDirectory(folder) ? folder : FileTrees.createThousandFiles(folder, "slp");
    }

    private Pod podOn(StorageFixture depot) {
        return depot.anotherPod(root.resolve("pod"));
    }

    private static Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private static void sendsThenHasNothingToSend(Pod pod, String title, int files, String... words) {
        assertThat(good(pod, words).err())
                .contains(title + ": " + String.format("%,d files, ", files), " uploaded in ");
        assertThat(good(pod, words).err()).contains(title + ": up to date: " + String.format("%,d files, ", files));
    }

    private static void bringsThenHasNothingToBring(Pod pod, String title, String... words) {
        assertThat(good(pod, words).err()).contains(title + ": 1,000 files, ", " downloaded in ");
        assertThat(good(pod, words).err()).contains(title + ": up to date: 1,000 files, ");
    }

    @ParameterizedTest
    @EnumSource
    void upload_transfers_a_thousand_replays(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        sendsThenHasNothingToSend(
                depot.pod(), "upload", 1000, "upload", thousand().toString());
        depot.requireEqual(thousand().toString(), depot.replays());
    }

    @ParameterizedTest
    @EnumSource
    void fetch_downloads_and_counts_a_thousand_replays(StorageKind kind) throws IOException {
        Pod pod = podOn(full(kind));
        bringsThenHasNothingToBring(pod, "fetch", "fetch");
        Path replays = pod.workspace().resolve("replays");
        assertThat(FileTrees.contents(replays)).isEqualTo(FileTrees.contents(thousand()));
        assertThat(good(pod, "fetch").out()).matches("1,000 \\.slp files, [0-9.]+ kB, in " + replays + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void fetch_downloads_one_sub_folder_to_the_folder_of_that_name(StorageKind kind) throws IOException {
        Pod pod = podOn(full(kind));
        for (String sub : new String[] {"folder-3", "/folder-3", "folder-3/"}) {
            assertThat(good(pod, "fetch", sub).out()).startsWith("100 .slp files, ");
        }
        pod.with("REPLAY_SUBDIR", "folder-4/");
        good(pod, "fetch", "--to", root.resolve("elsewhere").toString());
        Path replays = pod.workspace().resolve("replays");
        assertThat(FileTrees.contents(replays.resolve("folder-3")))
                .isEqualTo(FileTrees.contents(thousand().resolve("folder-3")));
        assertThat(FileTrees.contents(replays)).hasSize(100);
        assertThat(FileTrees.contents(root.resolve("elsewhere/folder-4")))
                .isEqualTo(FileTrees.contents(thousand().resolve("folder-4")));
    }

    @ParameterizedTest
    @EnumSource
    void down_downloads_a_thousand_checkpoints(StorageKind kind) throws IOException {
        Pod pod = podOn(full(kind));
        bringsThenHasNothingToBring(pod, "down", "down", "checkpoints");
        assertThat(FileTrees.contents(pod.checkpoints())).isEqualTo(FileTrees.contents(thousand()));
    }

    @ParameterizedTest
    @EnumSource
    void pull_downloads_a_thousand_checkpoints_to_any_folder(StorageKind kind) throws IOException {
        Pod pod = podOn(full(kind));
        Path folder = root.resolve("any/folder");
        bringsThenHasNothingToBring(pod, "pull", "pull", folder.toString());
        assertThat(FileTrees.contents(folder)).isEqualTo(FileTrees.contents(thousand()));
        assertThat(pod.checkpoints()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void down_from_a_snapshot_restores_all_of_a_thousand_files(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        FileTrees.createThousandFiles(pod.checkpoints(), "pt");
        FileTrees.createFiles(pod.workspace().resolve("logs"), 20, "log");
        FileTrees.createFiles(pod.workspace().resolve("cache"), 30, "bin");
        Map<String, String> before = FileTrees.contents(pod.checkpoints());

        sendsThenHasNothingToSend(pod, "up", 1050, "up");
        for (String name : new String[] {"checkpoints", "logs", "cache"}) {
            depot.requireEqual(pod.workspace().resolve(name).toString(), depot.artifacts() + "/" + name);
        }

        String flat = listed(depot, "checkpoints");
        Pod.CommandRun taken = good(pod, "snapshot", "2026-01-02", "--verbose");
        assertThat(taken.err())
                .containsPattern(
                        "snapshot 2026-01-02: complete; 1,050 files, [0-9.]+ kB \\(all copied inside the bucket, 0 B uploaded\\) in ");
        assertThat(serverSideCopies(taken)).isEqualTo(kind == StorageKind.FOLDER ? 0 : 1050);
        assertThat(good(pod, "snapshot", "2026-01-02").err())
                .contains("snapshot 2026-01-02: complete; up to date: 1,050 files, ");
        assertThat(listed(depot, "checkpoints")).isEqualTo(flat);
        depot.requireEqual(pod.checkpoints().toString(), depot.artifacts() + "/snapshots/2026-01-02/checkpoints");

        Pod next = depot.anotherPod(root.resolve("next"));
        bringsThenHasNothingToBring(next, "down", "down", "checkpoints", "--snapshot", "2026-01-02");
        assertThat(FileTrees.contents(next.checkpoints())).isEqualTo(before);
        good(next, "down", "--snapshot", "2026-01-02");
        assertThat(FileTrees.contents(next.workspace().resolve("logs")))
                .isEqualTo(FileTrees.contents(pod.workspace().resolve("logs")));
        assertThat(FileTrees.contents(next.workspace().resolve("cache")))
                .isEqualTo(FileTrees.contents(pod.workspace().resolve("cache")));
        assertThat(FileTrees.contents(next.checkpoints()))
                .as("nothing was kept beside")
                .isEqualTo(before);
    }

    /** With a folder as storage rclone copies itself, in two possible ways. */
    private static long serverSideCopies(Pod.CommandRun run) {
        return run.err()
                .lines()
                .filter(line -> line.contains("server-side copy"))
                .count();
    }

    private static String listed(StorageFixture depot, String folder) {
        return depot.raw()
                .run("lsf", "-R", "--files-only", "--format", "pst", depot.artifacts() + "/" + folder)
                .lines()
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @EnumSource
    void snapshot_uploads_files_missing_in_the_flat_folder_without_changing_it(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        pod.write("checkpoints/same.pt", "same", Instant.parse("2026-01-01T10:00:00Z"));
        pod.write("checkpoints/changes.pt", "first", Instant.parse("2026-01-01T10:00:00Z"));
        good(pod, "up", "checkpoints");
        pod.write("checkpoints/changes.pt", "second", Instant.parse("2026-02-01T10:00:00Z"));
        pod.write("checkpoints/new.pt", "new", Instant.parse("2026-02-01T10:00:00Z"));
        String flat = listed(depot, "checkpoints");

        Pod.CommandRun taken = good(pod, "snapshot", "2026-02-02", "--verbose");
        assertThat(serverSideCopies(taken)).isEqualTo(kind == StorageKind.FOLDER ? 0 : 1);
        assertThat(taken.err()).contains("snapshot 2026-02-02: complete; 3 files, ", "copied inside the bucket, ");
        depot.requireEqual(pod.checkpoints().toString(), depot.artifacts() + "/snapshots/2026-02-02/checkpoints");
        assertThat(listed(depot, "checkpoints")).isEqualTo(flat);
    }

    @ParameterizedTest
    @EnumSource
    void verify_finds_one_different_and_one_missing_file_in_a_thousand(StorageKind kind) throws IOException {
        Pod pod = podOn(full(kind));
        Path replays = FileTrees.createThousandFiles(pod.workspace().resolve("replays"), "slp");
        assertThat(good(pod, "verify", "replays").out())
                .isEqualTo("replays: 1,000 files identical (compared by hash)\n");

        Path damaged = replays.resolve("folder-5/file-0005.slp");
        FileTime time = Files.getLastModifiedTime(damaged);
        Files.writeString(damaged, Files.readString(damaged).replace('b', 'B'));
        Files.setLastModifiedTime(damaged, time);
        Files.writeString(replays.resolve("folder-5/only-here.slp"), "x");
        Files.delete(replays.resolve("folder-1/file-0001.slp"));
        Pod.CommandRun run = pod.runWithShortWait("verify", "replays");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        "missing replays/folder-5/only-here.slp",
                        "differs replays/folder-5/file-0005.slp",
                        "replays: 998 files identical, 1 differs, 1 not in the bucket"
                                + " (998 compared by hash, 1 byte by byte)");
    }

    @ParameterizedTest
    @EnumSource
    void ls_and_checkpoints_list_what_rclone_lists(StorageKind kind) throws IOException {
        StorageFixture depot = full(kind);
        Pod pod = podOn(depot);
        assertThat(good(pod, "ls").out()).isEqualTo(rcloneLs(depot, depot.replays()));
        assertThat(good(pod, "ls", "replays", "folder-3").out())
                .isEqualTo(rcloneLs(depot, depot.replays() + "/folder-3"));
        assertThat(good(pod, "ls", "artifacts").out()).isEqualTo(rcloneLs(depot, depot.artifacts()));
        String checkpoints = rcloneLs(depot, depot.artifacts() + "/checkpoints");
        assertThat(checkpoints.lines()).hasSize(1000);
        assertThat(good(pod, "checkpoints").out()).isEqualTo(checkpoints);
        assertThat(good(pod, "list-checkpoints", "--local").out()).isEqualTo("(none yet)\n");
        good(pod, "sync-checkpoints-down");
        assertThat(good(pod, "checkpoints", "--local").out()).isEqualTo(checkpoints);
    }

    private static String rcloneLs(StorageFixture depot, String folder) {
        return depot.raw()
                .run("ls", folder)
                .lines()
                .sorted((a, b) -> a.substring(10).compareTo(b.substring(10)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @EnumSource
    void snapshots_lists_only_the_dates(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        assertThat(good(depot.pod(), "snapshots").out()).isEqualTo("(none)\n");
        Path folder = root.resolve("archive");
        for (String name : new String[] {"2026-02-01/checkpoints/a.pt", "2025-12-31/logs/a", "checkpoints/old.pt"}) {
            Pod.write(folder, name, "x", Instant.EPOCH);
        }
        depot.put(folder, depot.artifacts() + "/snapshots");
        assertThat(good(depot.pod(), "list-snapshots").out()).isEqualTo("2025-12-31\n2026-02-01\n");

        Pod.CommandRun missing = depot.pod().runWithShortWait("down", "--snapshot", "2026-02-02");
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("2026-02-02", "there are: 2025-12-31, 2026-02-01");
        assertThat(missing.err()).endsWith("down: nothing was done\n");
        assertThat(missing.err().lines().filter(line -> line.startsWith("Error:")))
                .as("said once, not once for each folder")
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void down_downloads_any_folder_of_the_bucket_to_any_folder(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Path archive = FileTrees.createFiles(root.resolve("archive"), 20, "pt");
        depot.put(archive, depot.artifacts() + "/snapshots/checkpoints");
        Path to = root.resolve("to");
        assertThat(good(depot.pod(), "down", "--from", "snapshots/checkpoints", "--to", to.toString())
                        .err())
                .contains("20 files, ");
        assertThat(FileTrees.contents(to)).isEqualTo(FileTrees.contents(archive));
        good(depot.pod(), "down", "--from", "/snapshots/checkpoints/");
        assertThat(FileTrees.contents(depot.pod().checkpoints())).isEqualTo(FileTrees.contents(archive));

        Pod.CommandRun misspelt = depot.pod().runWithShortWait("down", "--from", "snapshots/chekpoints");
        assertThat(misspelt.status()).isEqualTo(3);
        assertThat(misspelt.err()).contains("snapshots/chekpoints");
        assertThat(depot.pod().runWithShortWait("down", "--from", "").status()).isEqualTo(64);

        good(depot.pod(), "up");
        good(depot.pod(), "down", "--to", root.resolve("all").toString());
        assertThat(FileTrees.contents(root.resolve("all/checkpoints"))).isEqualTo(FileTrees.contents(archive));
    }

    /** rclone reports the variables it reads before its JSON log starts. */
    @ParameterizedTest
    @EnumSource
    void no_line_of_rclones_debug_log_is_shown(StorageKind kind) throws IOException {
        Pod pod = StorageFixture.open(kind, root).pod().with("RCLONE_TRANSFERS", "3");
        FileTrees.createFiles(pod.checkpoints(), 3, "pt");
        assertThat(good(pod, "up", "checkpoints").all()).doesNotContain("DEBUG", "RCLONE_");
        assertThat(good(pod, "up", "checkpoints", "--verbose").all()).doesNotContain("DEBUG");
    }
}
