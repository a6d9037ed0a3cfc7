package replaystorage.flags;

import java.util.Optional;

/**
 * A tuned flag with its reason.
 *
 * @param setByUser true if replay-storage.yaml set it
 * @param reduced true if its number is below the template's, for the given reason
 * @param resourceCost per unit of its number; empty if it is not limited to the machine
 */
public record TunedFlag(
        RcloneFlag flag, String reason, boolean setByUser, boolean reduced, Optional<FlagResourceCost> resourceCost) {

    public static TunedFlag ofTemplate(RcloneFlag flag, String reason, Optional<FlagResourceCost> resourceCost) {
        return new TunedFlag(flag, reason, false, false, resourceCost);
    }

    public static TunedFlag ofUser(RcloneFlag flag) {
        return new TunedFlag(flag, "from replay-storage.yaml", true, false, Optional.empty());
    }

    public String name() {
        return flag.name();
    }

    public int number() {
        return Integer.parseInt(flag.value().orElseThrow());
    }

    public TunedFlag reducedTo(int number, String because) {
        return new TunedFlag(RcloneFlag.of(name(), number), because, setByUser, true, resourceCost);
    }

    public String describe() {
        return flag + " " + (reduced ? reason : "(" + reason + ")");
    }
}
