package replaystorage.doctor;

import java.util.Locale;

public enum Severity {
    OK,
    /** Not tested, because an earlier check failed. */
    SKIPPED,
    /** It works, but is probably not intended. */
    WARNING,
    /** A command will fail. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
