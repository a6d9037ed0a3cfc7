package replaystorage.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedRcloneCommandsTest {
    private static final Path NAMES = Path.of("/mine");

    private final LoggedRcloneCommands up = LoggedRcloneCommands.of("""
            S3-compatible server as [minio] of rclone.conf, by rclone 1.75.2 at /usr/bin/rclone
            rclone lsjson -R minio:b/
            rclone copy --files-from-raw /theirs --transfers 64 /here minio:b/
            rclone: a.slp: Copied (new)
            rclone lsjson -R --files-from-raw /theirs minio:b/
            rclone lsjson --files-from-raw /theirs --checkers 64 minio:b/
            """);

    private final LoggedRcloneCommands snapshot = LoggedRcloneCommands.of("""
            rclone lsjson -R minio:b/s/2026-01-01/c/
            rclone copy --ignore-times /tmp/replay-storage-object-12 minio:b/s/ --retries 1 --timeout 20s --use-json-log
            rclone lsjson -R minio:b/c/
            rclone copy --files-from-raw /theirs --timeout 60s -v minio:b/c/ minio:b/s/2026-01-01/c/
            rclone lsjson --no-modtime minio:b/s/
            rclone sync --delete-after --files-from-raw /both /tmp/replay-storage-object-34 minio:b/s/ --timeout 20s
            """);

    @Test
    void copy_keeps_the_flags_and_replaces_the_paths() {
        assertThat(up.copy(NAMES, "/there", "minio:o/"))
                .containsExactly(
                        "rclone", "copy", "--files-from-raw", "/mine", "--transfers", "64", "/there", "minio:o/");
    }

    @Test
    void quoted_argument_stays_one_word() {
        LoggedRcloneCommands quoted = LoggedRcloneCommands.of(
                "rclone copy --files-from-raw /theirs --header-upload 'If-None-Match: *' /here m:b/\n");
        assertThat(quoted.copy(NAMES, "/there", "m:o/"))
                .containsSequence("--header-upload", "If-None-Match: *", "/there", "m:o/");
    }

    @Test
    void listings_are_the_commands_before_the_copy() {
        assertThat(up.listings(NAMES)).containsExactly(words("rclone lsjson -R minio:b/"));
    }

    @Test
    void lookups_are_the_listings_of_the_copied_files() {
        assertThat(up.lookups(NAMES))
                .containsExactly(
                        words("rclone lsjson -R --files-from-raw /mine minio:b/"),
                        words("rclone lsjson --files-from-raw /mine --checkers 64 minio:b/"));
        assertThat(snapshot.lookups(NAMES)).isEmpty();
    }

    @Test
    void copy_of_a_snapshot_is_the_copy_of_its_files_not_of_its_markers() {
        assertThat(snapshot.copy(NAMES, "minio:b/c/", "minio:b/other/"))
                .isEqualTo(words("rclone copy --files-from-raw /mine --timeout 60s -v minio:b/c/ minio:b/other/"));
        assertThat(snapshot.listings(NAMES))
                .containsExactly(
                        words("rclone lsjson -R minio:b/s/2026-01-01/c/"), words("rclone lsjson -R minio:b/c/"));
    }

    @Test
    void markers_are_copied_from_existing_folders(@TempDir Path folder) throws Exception {
        SnapshotMarkerFiles marks = SnapshotMarkerFiles.in(folder);

        assertThat(up.marks(marks)).isEmpty();
        assertThat(snapshot.marks(marks))
                .containsExactly(
                        words("rclone copy --ignore-times " + folder
                                + "/copy minio:b/s/ --retries 1 --timeout 20s --use-json-log"),
                        words("rclone lsjson --no-modtime minio:b/s/"),
                        words("rclone sync --delete-after --files-from-raw " + folder + "/names.txt " + folder
                                + "/sync minio:b/s/ --timeout 20s"));
        assertThat(Files.readAllLines(marks.names()))
                .allMatch(name -> Files.exists(folder.resolve("copy").resolve(name))
                        || Files.exists(folder.resolve("sync").resolve(name)));
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }
}
