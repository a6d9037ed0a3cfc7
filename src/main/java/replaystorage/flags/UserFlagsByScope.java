package replaystorage.flags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import replaystorage.host.CliException;

/**
 * A user's flags for rclone, parted by who gets them.
 *
 * @param forEveryCall for each rclone: a listing needs them as a copy does
 * @param forCopies for the copying rclone alone
 * @param secretVariables secrets for each rclone, as variables of its environment
 */
public record UserFlagsByScope(List<String> forEveryCall, List<String> forCopies, Map<String, String> secretVariables) {

    /** @throws CliException 64 for a flag that is refused */
    public static UserFlagsByScope classify(List<String> words) {
        UserFlagRules.requireAllowed(words);
        UserFlagsByScope given = new UserFlagsByScope(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (int at = 0; at < words.size(); ) {
            int end = at + 1;
            while (end < words.size() && !words.get(end).startsWith("-")) {
                end++;
            }
            given.addFlag(words.subList(at, end));
            at = end;
        }
        return given;
    }

    /** What rclone can be asked about: all but the secrets. */
    public List<String> checkable() {
        return Stream.concat(forEveryCall.stream(), forCopies.stream()).toList();
    }

    /** What no message may show. */
    public List<String> secrets() {
        return List.copyOf(secretVariables.values());
    }

    private void addFlag(List<String> flag) {
        String name = UserFlagRules.flagName(flag.get(0));
        boolean valued = flag.get(0).contains("=") || flag.size() > 1;
        if (ConnectionFlags.isSecret(name) && valued) {
            String value = flag.get(0).contains("=")
                    ? flag.get(0).substring(flag.get(0).indexOf('=') + 1)
                    : flag.get(1);
            secretVariables.put(ConnectionFlags.variableName(name), value);
        } else {
            (ConnectionFlags.isForEveryCall(name) ? forEveryCall : forCopies).addAll(flag);
        }
    }
}
