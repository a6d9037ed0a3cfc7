package replaystorage.transfer.list;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.ResourceExhaustion;
import replaystorage.providers.LogDiagnosis;
import replaystorage.rclone.LogLine;
import replaystorage.settings.CredentialFormatHints;
import replaystorage.settings.Settings;

/** Finds cause and remedy of a failure in rclone's log. */
public final class RcloneFailureDiagnosis {
    /** Killed by signal 9, which the kernel sends when memory runs out. */
    public static final int STATUS_KILLED = 128 + 9;

    private final Settings settings;

    RcloneFailureDiagnosis(Settings settings) {
        this.settings = settings;
    }

    /** The cause, if the log or the status shows it. */
    public Optional<CliException> find(List<LogLine> log, int status, String bucket) {
        if (status == STATUS_KILLED) {
            return Optional.of(
                    killedError("", "export RCLONE_TRANSFERS=2   # and run it again; for one run: --transfers 2"));
        }
        List<String> lines = log.stream()
                .filter(line -> line.stats() == null)
                .map(LogLine::message)
                .toList();
        return ResourceExhaustion.fromRcloneLog(lines)
                .or(() -> LogDiagnosis.find(settings.provider(), lines, placeholderValues(bucket))
                        .map(found -> toException(found, status)));
    }

    private CliException toException(LogDiagnosis found, int status) {
        boolean refused = found.status() == ExitStatus.CONFIG;
        String remarks = refused
                ? CredentialFormatHints.describeMismatches(
                        settings, found.wrongVariables().keySet())
                : "";
        CliException error = new CliException(
                        found.status() == 0 ? Math.max(ExitStatus.FAILED, status) : found.status(),
                        found.message() + remarks,
                        found.remedy().isEmpty() ? null : found.remedy())
                .withWrongVariables(found.wrongVariables());
        return found.temporary() ? error.asTemporary() : error;
    }

    private static CliException killedError(String what, String remedy) {
        return new CliException(
                STATUS_KILLED,
                what + "rclone was killed, probably because this machine or container ran out of memory",
                remedy);
    }

    /** @param what the step that failed */
    public CliException findOrLastWords(String what, List<LogLine> log, int status, boolean stalled, String bucket) {
        if (stalled) {
            return noAnswerError(what);
        }
        if (status == STATUS_KILLED) {
            return killedError(what + ": ", "# stop other programs, or give this machine or container more memory");
        }
        return find(log, status, bucket)
                .orElseGet(() -> new CliException(
                        Math.max(ExitStatus.FAILED, status),
                        what + ": "
                                + lastMessage(log)
                                        .orElse("rclone ended with status " + status + " without a message")));
    }

    /** We ended rclone because it received no data. */
    public CliException noAnswerError(String what) {
        return new CliException(
                ExitStatus.TEMPORARY,
                what + ": " + settings.endpoint() + " gave no answer in time",
                "# check the network and the endpoint, then run it again");
    }

    private static Optional<String> lastMessage(List<LogLine> log) {
        return log.stream()
                .filter(line -> line.stats() == null && line.level() != LogLine.LogLevel.INFO)
                .map(LogLine::message)
                .filter(text -> !text.isBlank())
                .reduce((first, second) -> second);
    }

    private Map<String, String> placeholderValues(String bucket) {
        Map<String, String> values = new HashMap<>();
        values.put("bucket", bucket);
        values.put("endpoint", settings.endpoint());
        values.put("remote", settings.remote());
        if (settings.variables().containsKey("endpoint")) {
            values.put("endpoint_variable", settings.variables().get("endpoint"));
            String endpoint = settings.endpoint();
            values.put(
                    endpoint.startsWith("https:") ? "endpoint_http" : "endpoint_https",
                    endpoint.startsWith("https:")
                            ? endpoint.replaceFirst("^https:", "http:")
                            : endpoint.replaceFirst("^http:", "https:"));
        }
        settings.buckets().stream()
                .filter(named -> named.name().equals(bucket))
                .findFirst()
                .ifPresent(named -> values.put("variable", named.variable()));
        return values;
    }
}
