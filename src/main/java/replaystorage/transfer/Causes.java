package replaystorage.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.rclone.LogLine;
import replaystorage.settings.CliException;
import replaystorage.settings.Diagnosis;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Settings;
import replaystorage.settings.Shapes;
import replaystorage.settings.Shortage;

/** Tells the cause and the remedy of a failure from rclone's log. */
final class Causes {
    /** Signal 9, which the kernel sends where memory is used up. */
    static final int KILLED = 128 + 9;

    private final Settings settings;

    Causes(Settings settings) {
        this.settings = settings;
    }

    /** What went wrong, where the log or the status betrays it. */
    Optional<CliException> of(List<LogLine> log, int status, String bucket) {
        if (status == KILLED) {
            return Optional.of(
                    killed("", "export RCLONE_TRANSFERS=2   # and run it again; for this once: --transfers 2"));
        }
        List<String> lines = log.stream()
                .filter(line -> line.stats() == null)
                .map(LogLine::message)
                .toList();
        return Shortage.ofRclone(lines)
                .or(() ->
                        Diagnosis.of(settings.provider(), lines, values(bucket)).map(found -> error(found, status)));
    }

    private CliException error(Diagnosis found, int status) {
        boolean refused = found.status() == ExitStatus.CONFIG;
        String remarks = refused ? Shapes.remarks(settings, found.wrong().keySet()) : "";
        CliException error = new CliException(
                        found.status() == 0 ? Math.max(ExitStatus.FAILED, status) : found.status(),
                        found.says() + remarks,
                        found.remedy().isEmpty() ? null : found.remedy())
                .blaming(found.wrong());
        return found.temporary() ? error.asTemporary() : error;
    }

    private static CliException killed(String what, String remedy) {
        return new CliException(
                KILLED,
                what + "rclone was killed, probably because this machine or container ran out of memory",
                remedy);
    }

    /** The same of a question to the storage, or else rclone's own last words; what names the step that failed. */
    CliException failure(String what, List<LogLine> log, int status, boolean stalled, String bucket) {
        if (stalled) {
            return stalled(what);
        }
        if (status == KILLED) {
            return killed(what + ": ", "# end what is not needed, or give this machine or container more memory");
        }
        return of(log, status, bucket)
                .orElseGet(() -> new CliException(
                        Math.max(ExitStatus.FAILED, status),
                        what + ": "
                                + lastWords(log).orElse("rclone ended with status " + status + " and said nothing")));
    }

    /** What we ended since nothing came any more. */
    CliException stalled(String what) {
        return new CliException(
                ExitStatus.TEMPORARY,
                what + ": " + settings.endpoint() + " gave no answer in time",
                "# check the network and the endpoint, then run it again");
    }

    private static Optional<String> lastWords(List<LogLine> log) {
        return log.stream()
                .filter(line -> line.stats() == null && line.level() != LogLine.Level.INFO)
                .map(LogLine::message)
                .filter(text -> !text.isBlank())
                .reduce((first, second) -> second);
    }

    private Map<String, String> values(String bucket) {
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
