package replaystorage.settings;

import java.util.Optional;

/** An error that its user can act on: what is wrong, the remedy where one is known, and the exit status. */
public final class CliException extends RuntimeException {
    private final String hint;
    private final int status;

    /** @param hint a line that can be pasted, or null where no remedy is known */
    public CliException(int status, String message, String hint) {
        super(message);
        this.status = status;
        this.hint = hint;
    }

    public CliException(int status, String message) {
        this(status, message, null);
    }

    public int status() {
        return status;
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
