package replaystorage.transfer;

import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import replaystorage.settings.Machine;

/**
 * How a user wants copies to be made.
 *
 * @param more flags for rclone, from behind `--` and from options of ours
 * @param tuned flags that the user's environment sets, so that ours stand back
 * @param ownProgress where rclone draws its own progress; what arrived is then proven by looking
 * @param patience how long a copy may go without a byte more
 * @param machine what the machine allows at this moment
 * @param told who hears how each job is done
 */
public record CopyOptions(
        List<String> more,
        Set<String> tuned,
        Optional<OutputStream> ownProgress,
        Patience patience,
        Supplier<Machine> machine,
        Told told) {
    private static final List<String> PACE =
            List.of("--bwlimit", "--bwlimit-file", "--tpslimit", "--transfers", "--checkers");

    /** Whether the user has set how much goes at a time, or how fast: that is meant for all, and not for each of several. */
    public boolean isPaced() {
        return PACE.stream().anyMatch(flag -> theirs(flag).isPresent());
    }

    /** How often a copy is tried: as the user says by rclone's flag, else as patience has it. */
    int tries() {
        int at = more.lastIndexOf("--retries");
        String text = at >= 0 && at + 1 < more.size()
                ? more.get(at + 1)
                : more.stream()
                        .filter(word -> word.startsWith("--retries="))
                        .map(word -> word.substring("--retries=".length()))
                        .reduce("", (first, second) -> second);
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : patience.tries();
    }

    /** Who has set a flag that stands before ours. */
    Optional<String> theirs(String flag) {
        if (more.stream().anyMatch(word -> word.equals(flag) || word.startsWith(flag + "="))) {
            return Optional.of("from the command line");
        }
        return tuned.contains(flag)
                ? Optional.of("from RCLONE_"
                        + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'))
                : Optional.empty();
    }
}
