package replaystorage.transfer;

import java.io.OutputStream;
import java.util.List;
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
        Told told) {}
