package replaystorage.transfer.copy;

import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import replaystorage.host.MachineResources;
import replaystorage.transfer.list.Timeouts;

/**
 * The user's options for copies.
 *
 * @param userFlags rclone flags, after `--` and from our own options
 * @param tunedByEnvironment flags that environment variables set and that we don't tune
 * @param ownProgress rclone draws its own progress, so results are checked afterwards
 * @param tuningNotice reports how each job is tuned
 */
public record CopyOptions(
        List<String> userFlags,
        Set<String> tunedByEnvironment,
        Optional<OutputStream> ownProgress,
        Timeouts timeouts,
        Supplier<MachineResources> machine,
        TuningNotice tuningNotice) {
    private static final List<String> PACE_FLAGS =
            List.of("--bwlimit", "--bwlimit-file", "--tpslimit", "--transfers", "--checkers");

    /** True if the user set parallelism or rate: it holds for the whole command, not for each of several rclones. */
    public boolean hasUserPace() {
        return PACE_FLAGS.stream().anyMatch(flag -> userSetting(flag).isPresent());
    }

    int maxTries() {
        int at = userFlags.lastIndexOf("--retries");
        String text = at >= 0 && at + 1 < userFlags.size()
                ? userFlags.get(at + 1)
                : userFlags.stream()
                        .filter(word -> word.startsWith("--retries="))
                        .map(word -> word.substring("--retries=".length()))
                        .reduce("", (first, second) -> second);
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : timeouts.maxTries();
    }

    Optional<String> userSetting(String flag) {
        if (userFlags.stream().anyMatch(word -> word.equals(flag) || word.startsWith(flag + "="))) {
            return Optional.of("from the command line");
        }
        return tunedByEnvironment.contains(flag)
                ? Optional.of("from RCLONE_"
                        + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'))
                : Optional.empty();
    }
}
