package replaystorage.doctor;

import java.util.Locale;

/** How good or bad a finding is. */
public enum Severity {
    OK,
    /** It could not be tried, since something before it is wrong. */
    SKIPPED,
    /** It works, or most of it does, and yet is hardly what was meant. */
    WARNING,
    /** Some command can't do its work. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
