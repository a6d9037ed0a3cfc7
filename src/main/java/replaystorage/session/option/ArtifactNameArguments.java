package replaystorage.session.option;

import java.util.LinkedHashSet;
import java.util.List;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;

public final class ArtifactNameArguments {
    private ArtifactNameArguments() {}

    /** @throws CliException 64 for an unknown name */
    public static List<String> of(String command, List<String> named, List<String> all) {
        for (String name : named) {
            if (!all.contains(name)) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "'" + name + "' is not one of: " + String.join(", ", all),
                        "replay-storage " + command + " "
                                + DidYouMean.closest(name, all).orElse(all.get(0)));
            }
        }
        return named.isEmpty() ? all : List.copyOf(new LinkedHashSet<>(named));
    }
}
