package replaystorage.transfer.list;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;

/** Runs every rclone call except copies, with short timeouts. */
public record RcloneQuery(Rclone rclone, Timeouts timeouts, RcloneFailureDiagnosis failureDiagnosis) {
    private static final int RCLONE_NOT_FOUND = 3;

    public record QueryResult(Rclone.Exit exit, List<LogLine> log) {
        /** True if the request was refused without a body, which would name the cause. */
        boolean isRefusedWithoutCause() {
            return log.stream()
                    .anyMatch(line -> line.message().contains("HeadObject")
                            && line.message().contains("StatusCode: 403"));
        }
    }

    /**
     * @param arguments end with the folder
     * @return false if the folder does not exist
     */
    boolean list(String what, String bucket, List<String> arguments, Consumer<ListedObject> sink) {
        QueryResult answer = query(arguments, line -> ListedObject.parse(line).ifPresent(sink));
        boolean isNotFound =
                answer.exit().status() == RCLONE_NOT_FOUND && !answer.exit().stalled();
        if (!answer.exit().isSuccess() && !isNotFound) {
            throw failure(
                    what,
                    answer.isRefusedWithoutCause() ? listForCause(arguments.get(arguments.size() - 1), answer) : answer,
                    bucket);
        }
        return answer.exit().isSuccess();
    }

    /** The answer to a HEAD has no body and no cause; the answer to a listing has one. */
    private QueryResult listForCause(String folder, QueryResult nameless) {
        String root = folder.replaceFirst("(:[^/]*).*", "$1");
        QueryResult again = query(RcloneCommands.listNothing(root), line -> {});
        boolean isAccepted = again.exit().isSuccess() || again.exit().status() == RCLONE_NOT_FOUND;
        return isAccepted || again.exit().stalled() ? nameless : again;
    }

    public QueryResult query(List<String> arguments, Consumer<String> sink) {
        List<LogLine> log = Collections.synchronizedList(new ArrayList<>());
        return new QueryResult(
                rclone.run(new Rclone.RcloneCall(
                        arguments, sink, log::add, timeouts.queryTimeout().get())),
                log);
    }

    RuntimeException failure(String what, QueryResult answer, String bucket) {
        return failureDiagnosis.findOrLastWords(
                "can't " + what,
                answer.log(),
                answer.exit().status(),
                answer.exit().stalled(),
                bucket);
    }
}
