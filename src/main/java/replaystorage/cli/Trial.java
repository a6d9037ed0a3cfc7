package replaystorage.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.settings.CliException;

/** What the storage made of the answers of an {@link Interview}. */
record Trial(List<CliException> failures) {
    /** rclone's own status where the network fails. */
    private static final int UNREACHABLE = 5;

    /** Opens the storage and lists its buckets; writes nothing. */
    static Trial of(Session session) {
        List<CliException> failures = new ArrayList<>();
        try {
            session.tryOut();
            failures.addAll(new BucketLook(session).failures());
        } catch (CliException e) {
            failures.add(e);
        }
        return new Trial(failures);
    }

    boolean isGood() {
        return failures.isEmpty();
    }

    /** Whether the storage could not be reached, so that nothing is known of the values. */
    boolean isUnanswered() {
        return failures.stream().anyMatch(failure -> failure.isTemporary() || failure.status() == UNREACHABLE);
    }

    /** Which of these variables are wrong, each with its probable value or an empty text; none where that is not known. */
    Map<String, String> wrong(List<String> variables) {
        Map<String, String> wrong = new LinkedHashMap<>();
        failures.forEach(failure ->
                variables.forEach(name -> value(failure, name).ifPresent(value -> wrong.putIfAbsent(name, value))));
        return wrong;
    }

    /** An error of what is set names the variable in the line that mends it. */
    private static Optional<String> value(CliException failure, String name) {
        Map<String, String> blamed = failure.wrongVariables();
        if (!blamed.isEmpty()) {
            return Optional.ofNullable(blamed.get(name)).map(value -> value.matches("[^\"'`$]*") ? value : "");
        }
        String remedy = failure.hint().orElse("").replaceFirst("\\s#.*", "");
        boolean isSet = Pattern.compile("(?:\\b" + name + "(?:_FILE)?=|\\bunset " + name + "\\b)")
                .matcher(remedy)
                .find();
        return isSet ? Optional.of("") : Optional.empty();
    }
}
