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
 * How a user wants copies to be made.
 *
 * @param userFlags flags for rclone, from behind `--` and from options of ours
 * @param tunedByEnvironment flags that the user's environment sets, so that ours stand back
 * @param ownProgress where rclone draws its own progress; what arrived is then proven by looking
 * @param timeouts how long a copy may go without a byte more
 * @param machine what the machine allows at this moment
 * @param tuningNotice who hears how each job is done
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

    /** Whether the user has set how much goes at a time, or how fast: that is meant for all, and not for each of several. */
    public boolean hasUserPace() {
        return PACE_FLAGS.stream().anyMatch(flag -> userSetting(flag).isPresent());
    }

    /** How often a copy is tried: as the user says by rclone's flag, else as patience has it. */
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

    /** Who has set a flag that stands before ours. */
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
