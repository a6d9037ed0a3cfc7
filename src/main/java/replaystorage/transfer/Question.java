package replaystorage.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;

/** Asks rclone something about a bucket that it answers soon or never; all but a copy goes this way. */
record Question(Rclone rclone, Patience patience, Causes causes) {
    private static final List<String> BOUNDED =
            List.of("--retries", "1", "--low-level-retries", "3", "--contimeout", "10s", "--timeout", "20s");
    private static final int RCLONE_NOT_FOUND = 3;

    /** What came of it. */
    record Answer(Rclone.Ended ended, List<LogLine> log) {
        /** Refused, and by an answer without a body, which tells no cause. */
        boolean isRefusedWithoutCause() {
            return log.stream()
                    .anyMatch(line -> line.message().contains("HeadObject")
                            && line.message().contains("StatusCode: 403"));
        }
    }

    boolean list(String what, RemotePath folder, List<String> command, Consumer<ListedObject> sink) {
        return list(what, folder.folder(), folder.bucket(), command, sink);
    }

    /** @return false where the folder is not there */
    boolean list(String what, String folder, String bucket, List<String> command, Consumer<ListedObject> sink) {
        List<String> paths = List.of("--no-unicode-normalization", folder);
        Answer answer = ask(command, paths, line -> ListedObject.parse(line).ifPresent(sink));
        boolean isNotFound =
                answer.ended().status() == RCLONE_NOT_FOUND && !answer.ended().stalled();
        if (!answer.ended().ok() && !isNotFound) {
            throw failure(what, answer.isRefusedWithoutCause() ? askForCause(folder, answer) : answer, bucket);
        }
        return answer.ended().ok();
    }

    /** The answer to a HEAD has no body, and so no cause; that to a listing has one. */
    private Answer askForCause(String folder, Answer nameless) {
        String root = folder.replaceFirst("(:[^/]*).*", "$1");
        Answer again = ask(List.of("lsjson", "--no-modtime"), List.of(root + "/.replay-storage/none/"), line -> {});
        boolean isAccepted = again.ended().ok() || again.ended().status() == RCLONE_NOT_FOUND;
        return isAccepted || again.ended().stalled() ? nameless : again;
    }

    /** @param paths what the command is about, or none where the command holds them */
    Answer ask(List<String> command, List<String> paths, Consumer<String> sink) {
        List<LogLine> log = Collections.synchronizedList(new ArrayList<>());
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(BOUNDED);
        arguments.add("--use-json-log");
        arguments.addAll(paths);
        return new Answer(
                rclone.run(new Rclone.Call(
                        arguments, sink, log::add, patience.answer().get())),
                log);
    }

    /** The error where the answer is none; what names the question. */
    RuntimeException failure(String what, Answer answer, String bucket) {
        return causes.failure(
                "can't " + what,
                answer.log(),
                answer.ended().status(),
                answer.ended().stalled(),
                bucket);
    }
}
