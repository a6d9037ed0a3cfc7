package replaystorage.flags;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a flag of rclone is treated.
 *
 * @param format of its value, or null
 * @param refusal why it may not be given after `--`, or null
 */
public record FlagRule(FlagValueFormat format, Set<FlagUse> uses, String refusal) {
    static final FlagRule FOR_COPIES = new FlagRule(null, Set.of(), null);
    static final FlagRule FOR_EVERY_CALL = new FlagRule(null, Set.of(FlagUse.EVERY_CALL), null);

    /** Who gets a flag, and from where. */
    enum FlagUse {
        EVERY_CALL,
        FILE,
        VARIABLE,
        SECRET
    }

    /** This rule and the one of a line above a block of the table. */
    FlagRule and(String line) {
        if (line.startsWith("refused: ")) {
            return new FlagRule(format, uses, line.substring("refused: ".length()));
        }
        String[] words = line.toUpperCase(Locale.ROOT).replace('-', '_').split(" ", -1);
        Set<FlagUse> all = new TreeSet<>(uses);
        for (int i = 1; i < words.length; i++) {
            all.add(FlagUse.valueOf(words[i]));
        }
        return new FlagRule(FlagValueFormat.valueOf(words[0]), all, refusal);
    }

    public boolean isForEveryCall() {
        return uses.contains(FlagUse.EVERY_CALL);
    }

    public boolean isAllowedInFile() {
        return uses.contains(FlagUse.FILE);
    }

    public boolean isSecret() {
        return uses.contains(FlagUse.SECRET);
    }

    public boolean hasVariable() {
        return uses.contains(FlagUse.VARIABLE);
    }

    /** Whether rclone may read the flag from its variable, and can read this value. */
    public boolean acceptsVariable(String value) {
        return hasVariable() && (format == FlagValueFormat.TEXT || format.matches(value));
    }

    public Optional<String> refusalIfAny() {
        return Optional.ofNullable(refusal);
    }
}
