package replaystorage.cli;

import java.util.List;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** The kinds of data that commands take as arguments. */
final class Names {
    private static final List<String> ARTIFACTS = List.of("checkpoints", "logs", "cache");

    private Names() {}

    /** The named artifacts, or else the usual ones. */
    static List<String> artifacts(List<String> named, List<String> usual) {
        named.forEach(name -> {
            if (!ARTIFACTS.contains(name)) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "'" + name + "' is not one of: " + String.join(", ", ARTIFACTS),
                        "replay-storage up checkpoints");
            }
        });
        return named.isEmpty() ? usual : List.copyOf(new java.util.LinkedHashSet<>(named));
    }
}
