package replaystorage.transfer.copy;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import replaystorage.flags.RcloneFlag;
import replaystorage.host.MachineResources;
import replaystorage.transfer.list.Timeouts;

/**
 * The user's options for copies.
 *
 * @param userFlags rclone flags, after `--` and from our own options
 * @param flagsOfVariables names of the flags that environment variables set and that we don't tune
 * @param ownProgress rclone draws its own progress, so results are checked afterwards
 * @param tuningNotice reports how each job is tuned
 */
public record CopyOptions(
        List<RcloneFlag> userFlags,
        Set<String> flagsOfVariables,
        Optional<OutputStream> ownProgress,
        Timeouts timeouts,
        Supplier<MachineResources> machine,
        TuningNotice tuningNotice) {
    private static final List<String> PACE_FLAGS =
            List.of("bwlimit", "bwlimit-file", "tpslimit", "transfers", "checkers");

    /** True if the user set parallelism or rate: it holds for the whole command, not for each of several rclones. */
    public boolean hasUserPace() {
        return PACE_FLAGS.stream().anyMatch(flag -> userSetting(flag).isPresent());
    }

    int maxTries() {
        String text = userFlags.stream()
                .filter(flag -> flag.name().equals("retries"))
                .flatMap(flag -> flag.value().stream())
                .reduce("", (first, second) -> second);
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : timeouts.maxTries();
    }

    Optional<String> userSetting(String name) {
        if (userFlags.stream().anyMatch(flag -> flag.name().equals(name))) {
            return Optional.of("from the command line");
        }
        return flagsOfVariables.contains(name) ? Optional.of("from " + RcloneFlag.variable(name)) : Optional.empty();
    }
}
