package replaystorage.cli;

import java.util.LinkedHashSet;
import java.util.List;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Nearest;

/** The kinds of data that commands take as arguments. */
final class Names {
    private Names() {}

    /**
     * The named kinds, or else all that the command has.
     *
     * @throws CliException 64 for a name that is none of them
     */
    static List<String> of(String command, List<String> named, List<String> all) {
        for (String name : named) {
            if (!all.contains(name)) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "'" + name + "' is not one of: " + String.join(", ", all),
                        "replay-storage " + command + " "
                                + Nearest.of(name, all).orElse(all.get(0)));
            }
        }
        return named.isEmpty() ? all : List.copyOf(new LinkedHashSet<>(named));
    }
}
