package replaystorage.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.host.CliException;
import replaystorage.session.CommandSession;

/** What the storage made of the answers of an {@link ConfigureInterview}. */
record CredentialTrial(List<CliException> failures) {
    /** rclone's own status where the network fails. */
    private static final int UNREACHABLE = 5;

    /** Opens the storage and lists its buckets; writes nothing. */
    static CredentialTrial run(CommandSession session) {
        List<CliException> failures = new ArrayList<>();
        try {
            session.openForTrial();
            failures.addAll(new BucketListingProbe(session).failures());
        } catch (CliException e) {
            failures.add(e);
        }
        return new CredentialTrial(failures);
    }

    boolean isAccepted() {
        return failures.isEmpty();
    }

    /** Whether the storage could not be reached, so that nothing is known of the values. */
    boolean isUnreachable() {
        return failures.stream().anyMatch(failure -> failure.isTemporary() || failure.status() == UNREACHABLE);
    }

    /** Which of these variables are wrong, each with its probable value or an empty text; none where that is not known. */
    Map<String, String> wrongVariables(List<String> variables) {
        Map<String, String> wrong = new LinkedHashMap<>();
        failures.forEach(failure -> variables.forEach(
                name -> suggestedValue(failure, name).ifPresent(value -> wrong.putIfAbsent(name, value))));
        return wrong;
    }

    /** An error of what is set names the variable in the line that mends it. */
    private static Optional<String> suggestedValue(CliException failure, String name) {
        Map<String, String> blamed = failure.wrongVariables();
        if (!blamed.isEmpty()) {
            return Optional.ofNullable(blamed.get(name)).map(value -> value.matches("[^\"'`$]*") ? value : "");
        }
        String remedy = failure.remedy().orElse("").replaceFirst("\\s#.*", "");
        boolean isSet = Pattern.compile("(?:\\b" + name + "(?:_FILE)?=|\\bunset " + name + "\\b)")
                .matcher(remedy)
                .find();
        return isSet ? Optional.of("") : Optional.empty();
    }
}
