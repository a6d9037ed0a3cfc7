package replaystorage.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A user's flags for rclone, parted by who gets them.
 *
 * @param every for each rclone: a listing needs them as a copy does
 * @param copying for the copying rclone alone
 * @param variables secrets for each rclone, as variables of its environment
 */
public record GivenFlags(List<String> every, List<String> copying, Map<String, String> variables) {

    /** @throws CliException 64 for a flag that is refused */
    public static GivenFlags of(List<String> words) {
        RcloneFlags.checked(words);
        GivenFlags given = new GivenFlags(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (int at = 0; at < words.size(); ) {
            int end = at + 1;
            while (end < words.size() && !words.get(end).startsWith("-")) {
                end++;
            }
            given.add(words.subList(at, end));
            at = end;
        }
        return given;
    }

    /** What rclone can be asked about: all but the secrets. */
    public List<String> checked() {
        return Stream.concat(every.stream(), copying.stream()).toList();
    }

    /** What no message may show. */
    public List<String> secrets() {
        return List.copyOf(variables.values());
    }

    private void add(List<String> flag) {
        String name = RcloneFlags.name(flag.get(0));
        boolean valued = flag.get(0).contains("=") || flag.size() > 1;
        if (RequestFlags.isSecret(name) && valued) {
            String value = flag.get(0).contains("=")
                    ? flag.get(0).substring(flag.get(0).indexOf('=') + 1)
                    : flag.get(1);
            variables.put(RequestFlags.variable(name), value);
        } else {
            (RequestFlags.isForEvery(name) ? every : copying).addAll(flag);
        }
    }
}
