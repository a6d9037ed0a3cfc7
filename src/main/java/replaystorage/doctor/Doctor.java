package replaystorage.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.progress.Figures;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** Runs every check, also where one fails. */
public final class Doctor {
    private final Map<String, Check> checks;
    private final Set<String> told;

    /**
     * @param checks by the name of what they look at, in order
     * @param told gets the text of each finding, for checks that come after it
     */
    public Doctor(Map<String, Check> checks, Set<String> told) {
        this.checks = checks;
        this.told = told;
    }

    /** A finding and what it is about. */
    public record Line(String about, Finding finding) {}

    /** The lines come one by one as the checks are done. */
    public Stream<Line> lines() {
        return checks.entrySet().stream()
                .flatMap(check -> look(check.getValue()).stream().map(finding -> new Line(check.getKey(), finding)))
                .peek(line -> told.add(line.finding().text()));
    }

    private static List<Finding> look(Check check) {
        try {
            return check.look();
        } catch (CliException e) {
            return List.of(Finding.error(e));
        } catch (RuntimeException e) {
            return List.of(new Finding(Level.ERROR, "this is a bug of ours: " + e, null, ExitStatus.BUG));
        }
    }

    /** How many errors and warnings there are, in words. */
    public static String summary(List<Line> lines) {
        long errors = count(lines, Level.ERROR);
        long warnings = count(lines, Level.WARNING);
        return errors + warnings == 0
                ? "all is well"
                : Stream.of(Figures.count(errors, "error"), Figures.count(warnings, "warning"))
                        .filter(each -> !each.startsWith("0 "))
                        .collect(Collectors.joining(", "));
    }

    static long count(List<Line> lines, Level level) {
        return lines.stream().filter(line -> line.finding().level() == level).count();
    }

    /** That of the first error. */
    public static int status(List<Line> lines) {
        return lines.stream()
                .map(line -> line.finding().status())
                .filter(status -> status != ExitStatus.OK)
                .findFirst()
                .orElse(ExitStatus.OK);
    }
}
