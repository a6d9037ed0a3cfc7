package replaystorage.transfer.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import replaystorage.flags.RcloneFlag;

/** Argument lists of rclone, without the binary's name. */
public final class RcloneCommands {
    /** Queries are answered soon or never. */
    private static final List<String> QUERY_FLAGS = List.of(
            "--retries", "1", "--low-level-retries", "3", "--contimeout", "10s", "--timeout", "20s", "--use-json-log");

    /** Gives up a connection that is silent for a minute instead of rclone's five, and tries its file again. */
    private static final List<String> COPY_FLAGS =
            List.of("--copy-links", "--no-unicode-normalization", "--contimeout", "15s", "--timeout", "60s");

    private RcloneCommands() {}

    public enum CopyOutput {
        /** rclone draws its own progress, and logs nothing. */
        PROGRESS,
        LOG,
        DEBUG_LOG
    }

    /**
     * @param tuned flags that give way to those of the command itself
     * @param user the user's flags, which override the tuned ones
     * @param isTriedOnce rclone makes no retry of its own
     */
    public record CopyFlags(List<RcloneFlag> tuned, List<RcloneFlag> user, boolean isTriedOnce, CopyOutput output) {}

    static List<String> listFiles(String folder, List<String> flags) {
        return list(folder, concat(List.of("-R", "--files-only"), flags));
    }

    static List<String> listFiles(String folder, String listFile, List<String> flags) {
        return list(folder, concat(List.of("-R", "--files-only"), flags, List.of("--files-from-raw", listFile)));
    }

    /** @param isListed true to list all files of the folder instead of looking up each */
    static List<String> statFiles(String folder, String listFile, boolean isListed, List<String> flags) {
        return list(
                folder,
                concat(
                        List.of(
                                "-R",
                                "--files-only",
                                "--no-mimetype",
                                "--files-from-raw",
                                listFile,
                                "--checkers",
                                "64"),
                        isListed ? List.of() : List.of("--no-traverse"),
                        flags));
    }

    static List<String> hashFlags(String type) {
        return List.of("--hash", "--hash-type", type);
    }

    /** Files and folders in a folder, without times. */
    static List<String> listEntries(String folder) {
        return list(folder, List.of("--no-mimetype", "--no-modtime"));
    }

    /** Files and folders in a folder, even if the user's flags limit the depth. */
    static List<String> listTopEntries(String folder) {
        return list(folder, List.of("--max-depth", "1", "--no-mimetype", "--no-modtime"));
    }

    static List<String> listFolders(String folder) {
        return list(folder, List.of("--dirs-only", "--no-mimetype", "--no-modtime"));
    }

    /** Lists a folder that does not exist, which fails only if the key may not list. */
    static List<String> listNothing(String root) {
        return query(List.of("lsjson", "--no-modtime"), List.of(root + "/.replay-storage/none/"));
    }

    /** Logs the response headers of an object. */
    static List<String> dumpHeaders(String file) {
        return List.of("lsjson", "--stat", "--no-mimetype", "--dump", "headers", "-vv", file);
    }

    public static List<String> listBuckets(String remote) {
        return query(List.of("lsf", "--dirs-only", "--dir-slash=false", remote + ":"), List.of());
    }

    public static List<String> readFile(String file) {
        return query(List.of("cat", file), List.of());
    }

    public static List<String> readFirstByte(String file) {
        return query(List.of("cat", "--head", "1", file), List.of());
    }

    /** Writes a local folder's files without looking up existing ones. */
    static List<String> writeFiles(String localFolder, String folder, List<String> flags) {
        return query(write("copy", flags, localFolder, folder), List.of());
    }

    /** Writes the listed files, and deletes those that the local folder lacks. */
    static List<String> replaceFiles(String listFile, String localFolder, String folder, List<String> flags) {
        List<String> all = concat(List.of("--delete-after", "--files-from-raw", listFile), flags);
        return query(write("sync", all, localFolder, folder), List.of());
    }

    private static List<String> write(String command, List<String> flags, String localFolder, String folder) {
        return concat(List.of(command, "--ignore-times", "--s3-no-check-bucket"), flags, List.of(localFolder, folder));
    }

    static List<String> deleteFile(String file, List<String> flags) {
        return query(concat(List.of("deletefile"), flags, List.of(file)), List.of());
    }

    public static List<String> purge(String folder, List<String> flags) {
        return query(concat(List.of("purge"), flags), List.of(folder));
    }

    public static List<String> removeFolder(String folder) {
        return query(List.of("rmdir", folder), List.of());
    }

    /** A command of a provider's template with a path. */
    public static List<String> templateCommand(String words, String path) {
        return query(concat(Arrays.asList(words.split(" ")), List.of(path)), List.of());
    }

    public static List<String> copy(String listFile, List<String> flags, CopyFlags how, String from, String to) {
        return copyFiles(concat(List.of("copy", "--files-from-raw", listFile), flags), how, from, to);
    }

    public static List<String> copyTo(List<String> flags, CopyFlags how, String from, String to) {
        return copyFiles(concat(List.of("copyto"), flags), how, from, to);
    }

    /** Deletes listed files from a folder if the other folder lacks them. */
    public static List<String> deleteMissing(String listFile, CopyFlags how, String from, String to) {
        return copyFiles(List.of("sync", "--files-from-raw", listFile), how, from, to);
    }

    /** Compares the bytes of listed files; prints a line about each. */
    public static List<String> compareBytes(String listFile, String local, String remote) {
        return List.of(
                "check",
                "--download",
                "--one-way",
                "--combined=-",
                "--copy-links",
                "--no-unicode-normalization",
                "--use-json-log",
                "--stats=500ms",
                "--stats-log-level=NOTICE",
                "--files-from-raw",
                listFile,
                local,
                remote);
    }

    private static List<String> list(String folder, List<String> flags) {
        return query(concat(List.of("lsjson"), flags), List.of("--no-unicode-normalization", folder));
    }

    private static List<String> query(List<String> command, List<String> paths) {
        return concat(command, QUERY_FLAGS, paths);
    }

    private static List<String> copyFiles(List<String> command, CopyFlags how, String from, String to) {
        List<RcloneFlag> tuned = how.tuned().stream()
                .filter(flag -> !command.contains("--" + flag.name()))
                .toList();
        return concat(
                command,
                COPY_FLAGS,
                RcloneFlag.arguments(tuned),
                RcloneFlag.arguments(how.user()),
                how.isTriedOnce() ? List.of("--retries", "1") : List.of(),
                outputFlags(how.output()),
                List.of(from, to));
    }

    private static List<String> outputFlags(CopyOutput output) {
        return output == CopyOutput.PROGRESS
                ? List.of("--progress")
                : List.of(
                        "--use-json-log",
                        "--stats",
                        "500ms",
                        "--stats-log-level",
                        "NOTICE",
                        output == CopyOutput.LOG ? "-v" : "-vv");
    }

    @SafeVarargs
    private static List<String> concat(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
