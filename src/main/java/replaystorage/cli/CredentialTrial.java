package replaystorage.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.host.CliException;
import replaystorage.session.CommandSession;

/** Tries the answers of a {@link ConfigureInterview} against the storage and holds the failures. */
record CredentialTrial(List<CliException> failures) {
    /** rclone's exit status for network failures. */
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

    /** True if the storage was unreachable, so that nothing is known about the values. */
    boolean isUnreachable() {
        return failures.stream().anyMatch(failure -> failure.isTemporary() || failure.status() == UNREACHABLE);
    }

    /** The wrong variables with their probable values, or an empty text; empty if unknown. */
    Map<String, String> wrongVariables(List<String> variables) {
        Map<String, String> wrong = new LinkedHashMap<>();
        failures.forEach(failure -> variables.forEach(
                name -> suggestedValue(failure, name).ifPresent(value -> wrong.putIfAbsent(name, value))));
        return wrong;
    }

    /** The remedy of an error in the settings exports the variable at fault. */
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
