package replaystorage.providers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A known error found in rclone's log.
 *
 * @param status our exit status, or 0 for rclone's own
 * @param temporary true if a later try may succeed
 * @param wrongVariables the variables that the remedy sets, each with its new value or an empty text
 */
public record LogDiagnosis(
        String message, String remedy, int status, boolean temporary, Map<String, String> wrongVariables) {
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(\\S+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    /**
     * The first known error that matches a line of the log; templates list specific errors before general ones.
     *
     * @param lines messages of rclone's log, including notices, one of which reports a wrong clock
     * @param values of the placeholders `bucket`, `variable` (that named it), `endpoint`, `endpoint_variable`, `remote`
     */
    public static Optional<LogDiagnosis> find(Provider provider, List<String> lines, Map<String, String> values) {
        for (Provider.KnownError mistake : provider.knownErrors()) {
            if (mistake.requiredVariable() != null && !values.containsKey(mistake.requiredVariable())) {
                continue;
            }
            for (String line : lines) {
                Matcher found = mistake.pattern().matcher(line);
                if (found.find()) {
                    return Optional.of(fromMatch(mistake, found, values));
                }
            }
        }
        return Optional.empty();
    }

    private static LogDiagnosis fromMatch(Provider.KnownError mistake, MatchResult found, Map<String, String> values) {
        String remedy = fill(mistake.remedy(), found, values);
        return new LogDiagnosis(
                fill(mistake.message(), found, values),
                remedy,
                mistake.status(),
                mistake.temporary(),
                assignmentsIn(remedy));
    }

    private static Map<String, String> assignmentsIn(String remedy) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (remedy.startsWith("export ")) {
            Matcher assignment = ASSIGNMENT.matcher(remedy.replaceFirst("\\s#.*", ""));
            while (assignment.find()) {
                variables.put(assignment.group(1), assignment.group(2).equals("...") ? "" : assignment.group(2));
            }
        }
        return variables;
    }

    private static String fill(String text, MatchResult found, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(holder -> {
            String name = holder.group(1);
            String value = Character.isDigit(name.charAt(0))
                    ? found.group(Integer.parseInt(name))
                    : values.getOrDefault(name, "your " + name);
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }
}
