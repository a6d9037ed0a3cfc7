package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.host.TemporaryPath;
import replaystorage.rclone.LogLine;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;

/** Writes and deletes single objects of a few bytes; like a question, it is bounded in time. */
final class SmallObjects {
    private final Storage storage;
    private final RemotePath bucket;

    SmallObjects(Storage storage, RemotePath bucket) {
        this.storage = storage;
        this.bucket = bucket;
    }

    /** What a run printed, and what it logged. */
    record Said(List<String> printed, List<LogLine> log) {
        String all() {
            return Stream.concat(printed.stream(), log.stream().map(LogLine::message))
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * By `copy`: with `copyto`, rclone asks B2 to make the bucket first, which a key may be forbidden.
     *
     * @throws CliException that names the missing right
     */
    Said write(RemotePath folder, String name, String text, List<String> flags) {
        return send("copy", folder, name, text, flags);
    }

    /** Writes an object and deletes another after it, which stays where the first can't be written. */
    Said replace(RemotePath folder, String gone, String name, String text, List<String> flags) {
        try (NameList both = NameList.of(storage.temporary(), List.of(gone, name))) {
            List<String> arguments = new ArrayList<>(List.of("--delete-after", "--files-from-raw", both.path()));
            arguments.addAll(flags);
            return send("sync", folder, name, text, arguments);
        }
    }

    private Said send(String command, RemotePath folder, String name, String text, List<String> flags) {
        try (TemporaryPath own = file(name, text)) {
            List<String> arguments = new ArrayList<>(List.of(command, "--ignore-times", "--s3-no-check-bucket"));
            arguments.addAll(flags);
            arguments.addAll(List.of(own.path().toString(), folder.folder()));
            return ask("write to " + bucket, arguments);
        }
    }

    /** Alone in a private folder; a full or read-only workspace has it elsewhere. */
    private TemporaryPath file(String name, String text) {
        try {
            return file(storage.temporary(), name, text);
        } catch (IOException e) {
            try {
                return file(Path.of(System.getProperty("java.io.tmpdir")), name, text);
            } catch (IOException again) {
                throw new CliException(
                        ExitStatus.LOCAL,
                        "can't write in " + storage.temporary() + ": " + Reason.of(e),
                        "df -h " + storage.temporary() + " /tmp   # make room in one of them");
            }
        }
    }

    private static TemporaryPath file(Path parent, String name, String text) throws IOException {
        TemporaryPath own = TemporaryPath.folder(parent, "object");
        try {
            Files.writeString(own.path().resolve(name), text);
            return own;
        } catch (IOException e) {
            own.close();
            throw e;
        }
    }

    Said delete(RemotePath folder, String name, List<String> flags) {
        List<String> arguments = new ArrayList<>(List.of("deletefile"));
        arguments.addAll(flags);
        arguments.add(folder.file(name));
        return ask("delete in " + bucket, arguments);
    }

    Said ask(String what, List<String> command) {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        Question.Answer answer = storage.question().ask(command, List.of(), said::add);
        if (!answer.ended().ok()) {
            throw storage.question().failure(what, answer, bucket.bucket());
        }
        return new Said(said, answer.log());
    }
}
