package replaystorage.transfer.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import replaystorage.flags.RcloneFlag;
import replaystorage.transfer.list.RcloneCommands.CopyFlags;
import replaystorage.transfer.list.RcloneCommands.CopyOutput;

class RcloneCommandsTest {
    private static final String QUERY =
            " --retries 1 --low-level-retries 3 --contimeout 10s --timeout 20s --use-json-log";
    private static final String COPY = " --copy-links --no-unicode-normalization --contimeout 15s --timeout 60s";
    private static final String LOG = " --use-json-log --stats 500ms --stats-log-level NOTICE";
    private static final String FOLDER = "s3:bucket/checkpoints/";
    private static final CopyFlags PLAIN = new CopyFlags(List.of(), List.of(), false, CopyOutput.LOG);

    private static void assertIs(List<String> arguments, String line) {
        assertThat(arguments).isEqualTo(Arrays.asList(line.split(" ")));
    }

    @Test
    void listings_end_with_the_folder() {
        String end = QUERY + " --no-unicode-normalization " + FOLDER;
        assertIs(RcloneCommands.listFiles(FOLDER, List.of("--fast-list")), "lsjson -R --files-only --fast-list" + end);
        assertIs(
                RcloneCommands.listFiles(FOLDER, "/tmp/names", List.of("--fast-list")),
                "lsjson -R --files-only --fast-list --files-from-raw /tmp/names" + end);
        assertIs(RcloneCommands.listEntries(FOLDER), "lsjson --no-mimetype --no-modtime" + end);
        assertIs(RcloneCommands.listTopEntries(FOLDER), "lsjson --max-depth 1 --no-mimetype --no-modtime" + end);
        assertIs(RcloneCommands.listFolders(FOLDER), "lsjson --dirs-only --no-mimetype --no-modtime" + end);
    }

    @Test
    void stat_commands_request_files_one_by_one_or_by_listing() {
        String begin = "lsjson -R --files-only --no-mimetype --files-from-raw /tmp/names --checkers 64";
        String end = QUERY + " --no-unicode-normalization " + FOLDER;
        assertIs(RcloneCommands.statFiles(FOLDER, "/tmp/names", false, List.of()), begin + " --no-traverse" + end);
        assertIs(
                RcloneCommands.statFiles(FOLDER, "/tmp/names", true, RcloneCommands.hashFlags("md5")),
                begin + " --hash --hash-type md5" + end);
    }

    @Test
    void commands_that_diagnose_a_key() {
        assertIs(
                RcloneCommands.listNothing("s3:bucket"),
                "lsjson --no-modtime" + QUERY + " s3:bucket/.replay-storage/none/");
        assertIs(RcloneCommands.listBuckets("s3"), "lsf --dirs-only --dir-slash=false s3:" + QUERY);
        assertIs(
                RcloneCommands.dumpHeaders(FOLDER + "a"),
                "lsjson --stat --no-mimetype --dump headers -vv " + FOLDER + "a");
        assertIs(
                RcloneCommands.templateCommand("backend list-multipart-uploads", "s3:bucket"),
                "backend list-multipart-uploads s3:bucket" + QUERY);
    }

    @Test
    void commands_for_small_objects() {
        assertIs(RcloneCommands.readFile(FOLDER + "latest"), "cat " + FOLDER + "latest" + QUERY);
        assertIs(RcloneCommands.readFirstByte(FOLDER + "a"), "cat --head 1 " + FOLDER + "a" + QUERY);
        assertIs(
                RcloneCommands.writeFiles("/tmp/object", FOLDER, List.of("--s3-no-head")),
                "copy --ignore-times --s3-no-check-bucket --s3-no-head /tmp/object " + FOLDER + QUERY);
        assertIs(
                RcloneCommands.replaceFiles("/tmp/names", "/tmp/object", FOLDER, List.of("--s3-no-head")),
                "sync --ignore-times --s3-no-check-bucket --delete-after --files-from-raw /tmp/names --s3-no-head /tmp/object "
                        + FOLDER + QUERY);
        assertIs(
                RcloneCommands.deleteFile(FOLDER + "a", List.of("--b2-hard-delete")),
                "deletefile --b2-hard-delete " + FOLDER + "a" + QUERY);
        assertIs(
                RcloneCommands.purge(FOLDER, List.of("--b2-hard-delete")),
                "purge --b2-hard-delete" + QUERY + " " + FOLDER);
        assertIs(RcloneCommands.removeFolder("s3:bucket/a"), "rmdir s3:bucket/a" + QUERY);
    }

    @Test
    void copies_end_with_both_paths() {
        assertIs(
                RcloneCommands.copy("/tmp/names", List.of("--no-traverse"), PLAIN, "/local", FOLDER),
                "copy --files-from-raw /tmp/names --no-traverse" + COPY + LOG + " -v /local " + FOLDER);
        assertIs(
                RcloneCommands.copyTo(List.of("--ignore-times"), PLAIN, FOLDER + "a", FOLDER + "b"),
                "copyto --ignore-times" + COPY + LOG + " -v " + FOLDER + "a " + FOLDER + "b");
        assertIs(
                RcloneCommands.deleteMissing("/tmp/names", PLAIN, "/local", FOLDER),
                "sync --files-from-raw /tmp/names" + COPY + LOG + " -v /local " + FOLDER);
    }

    @Test
    void user_flags_come_after_ours_and_retries_1_after_all() {
        CopyFlags flags = new CopyFlags(
                List.of(RcloneFlag.of("transfers", 16), RcloneFlag.parse("--fast-list")),
                List.of(RcloneFlag.of("retries", 5)),
                true,
                CopyOutput.DEBUG_LOG);
        assertIs(
                RcloneCommands.copyTo(List.of(), flags, "/local/a", FOLDER + "a"),
                "copyto" + COPY + " --transfers 16 --fast-list --retries 5 --retries 1" + LOG + " -vv /local/a "
                        + FOLDER + "a");
    }

    @Test
    void command_flag_replaces_a_tuned_flag() {
        CopyFlags flags = new CopyFlags(
                List.of(RcloneFlag.parse("--no-traverse"), RcloneFlag.of("checkers", 4)),
                List.of(),
                false,
                CopyOutput.LOG);
        assertIs(
                RcloneCommands.copy("/tmp/names", List.of("--no-traverse"), flags, "/local", FOLDER),
                "copy --files-from-raw /tmp/names --no-traverse" + COPY + " --checkers 4" + LOG + " -v /local "
                        + FOLDER);
    }

    @Test
    void rclone_with_its_own_progress_has_no_json_log() {
        CopyFlags flags = new CopyFlags(List.of(), List.of(), false, CopyOutput.PROGRESS);
        assertIs(
                RcloneCommands.copyTo(List.of(), flags, FOLDER + "a", "/local/a"),
                "copyto" + COPY + " --progress " + FOLDER + "a /local/a");
    }

    @Test
    void byte_comparison_prints_a_line_about_each_file() {
        assertIs(
                RcloneCommands.compareBytes("/tmp/names", "/local", FOLDER),
                "check --download --one-way --combined=- --copy-links --no-unicode-normalization --use-json-log"
                        + " --stats=500ms --stats-log-level=NOTICE --files-from-raw /tmp/names /local " + FOLDER);
    }
}
