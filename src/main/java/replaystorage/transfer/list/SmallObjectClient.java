package replaystorage.transfer.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockedTempPath;
import replaystorage.rclone.LogLine;

/** Writes and deletes single objects of a few bytes, with a timeout. */
public final class SmallObjectClient {
    private final RemoteStorage storage;
    private final RemotePath bucket;

    public SmallObjectClient(RemoteStorage storage, RemotePath bucket) {
        this.storage = storage;
        this.bucket = bucket;
    }

    public record LoggedOutput(List<String> stdoutLines, List<LogLine> log) {}

    /**
     * Uses `copy`: with `copyto`, rclone first asks B2 to create the bucket, which the key may not be allowed to.
     *
     * @throws CliException that names the missing permission
     */
    public LoggedOutput write(RemotePath folder, String name, String text, List<String> flags) {
        try (LockedTempPath own = tempFile(name, text)) {
            return run(
                    "write to " + bucket,
                    RcloneCommands.writeFiles(own.path().toString(), folder.folderArgument(), flags));
        }
    }

    /** Writes an object, then deletes another; deletes nothing if the write fails. */
    public LoggedOutput replace(RemotePath folder, String gone, String name, String text, List<String> flags) {
        try (FilesFromFile both = FilesFromFile.write(storage.temporaryFolder(), List.of(gone, name));
                LockedTempPath own = tempFile(name, text)) {
            return run(
                    "write to " + bucket,
                    RcloneCommands.replaceFiles(both.path(), own.path().toString(), folder.folderArgument(), flags));
        }
    }

    /** Alone in a private folder, elsewhere if the workspace is full or read-only. */
    private LockedTempPath tempFile(String name, String text) {
        try {
            return tempFile(storage.temporaryFolder(), name, text);
        } catch (IOException e) {
            try {
                return tempFile(Path.of(System.getProperty("java.io.tmpdir")), name, text);
            } catch (IOException again) {
                throw new CliException(
                        ExitStatus.LOCAL,
                        "can't write in " + storage.temporaryFolder() + ": " + IoErrorText.describe(e),
                        "df -h " + storage.temporaryFolder() + " /tmp   # free some space in one of them");
            }
        }
    }

    private static LockedTempPath tempFile(Path parent, String name, String text) throws IOException {
        LockedTempPath own = LockedTempPath.createFolder(parent, "object");
        try {
            Files.writeString(own.path().resolve(name), text);
            return own;
        } catch (IOException e) {
            own.close();
            throw e;
        }
    }

    public LoggedOutput delete(RemotePath folder, String name, List<String> flags) {
        return run("delete in " + bucket, RcloneCommands.deleteFile(folder.fileArgument(name), flags));
    }

    public LoggedOutput run(String what, List<String> arguments) {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        RcloneQuery.QueryResult answer = storage.query().query(arguments, said::add);
        if (!answer.exit().isSuccess()) {
            throw storage.query().failure(what, answer, bucket.bucket());
        }
        return new LoggedOutput(said, answer.log());
    }
}
