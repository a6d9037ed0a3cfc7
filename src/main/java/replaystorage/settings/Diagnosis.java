package replaystorage.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider's list of mistakes makes of rclone's log.
 *
 * @param status our exit status, or 0 for rclone's own
 * @param temporary a later try may go well
 * @param wrong the variables that the remedy sets anew, each with the value that it is to have, or an empty text
 */
public record Diagnosis(String says, String remedy, int status, boolean temporary, Map<String, String> wrong) {
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(\\S+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    /**
     * The first mistake of the list that some line of the log shows: the list is ordered from the specific to the general.
     *
     * @param lines messages of rclone's log, notices too (a wrong clock is told in one)
     * @param values the placeholders `bucket`, `variable` (that named it), `endpoint`, `endpoint_variable`, `remote`
     */
    public static Optional<Diagnosis> of(Provider provider, List<String> lines, Map<String, String> values) {
        for (Provider.Mistake mistake : provider.mistakes()) {
            if (mistake.with() != null && !values.containsKey(mistake.with())) {
                continue;
            }
            for (String line : lines) {
                Matcher found = mistake.text().matcher(line);
                if (found.find()) {
                    return Optional.of(diagnosis(mistake, found, values));
                }
            }
        }
        return Optional.empty();
    }

    private static Diagnosis diagnosis(Provider.Mistake mistake, MatchResult found, Map<String, String> values) {
        String remedy = fill(mistake.remedy(), found, values);
        return new Diagnosis(
                fill(mistake.says(), found, values), remedy, mistake.status(), mistake.temporary(), assigned(remedy));
    }

    private static Map<String, String> assigned(String remedy) {
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
