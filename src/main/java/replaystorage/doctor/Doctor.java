package replaystorage.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;

/** Runs all checks, even after a failure. */
public final class Doctor {
    private final Map<String, Check> checks;
    private final Set<Finding> reported;

    /**
     * @param checks by topic, in order
     * @param reported receives each finding, for later checks
     */
    public Doctor(Map<String, Check> checks, Set<Finding> reported) {
        this.checks = checks;
        this.reported = reported;
    }

    public record DoctorLine(String subject, Finding finding) {}

    /** Lazy: each line comes when its check is done. */
    public Stream<DoctorLine> lines() {
        return checks.entrySet().stream()
                .flatMap(check ->
                        runCheck(check.getValue()).stream().map(finding -> new DoctorLine(check.getKey(), finding)))
                .peek(line -> reported.add(line.finding()));
    }

    private static List<Finding> runCheck(Check check) {
        try {
            return check.run();
        } catch (CliException e) {
            return List.of(Finding.error(e));
        } catch (RuntimeException e) {
            return List.of(new Finding(
                    Severity.ERROR, "internal error (a bug in replay-storage): " + e, null, ExitStatus.BUG));
        }
    }

    /** Such as `2 errors, 1 warning`. */
    public static String summary(List<DoctorLine> lines) {
        long errors = count(lines, Severity.ERROR);
        long warnings = count(lines, Severity.WARNING);
        return errors + warnings == 0
                ? "all is well"
                : Stream.of(HumanNumbers.count(errors, "error"), HumanNumbers.count(warnings, "warning"))
                        .filter(each -> !each.startsWith("0 "))
                        .collect(Collectors.joining(", "));
    }

    static long count(List<DoctorLine> lines, Severity level) {
        return lines.stream().filter(line -> line.finding().severity() == level).count();
    }

    public static int status(List<DoctorLine> lines) {
        return lines.stream()
                .map(line -> line.finding().status())
                .filter(status -> status != ExitStatus.OK)
                .findFirst()
                .orElse(ExitStatus.OK);
    }
}
