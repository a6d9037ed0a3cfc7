package replaystorage.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An error that the user can fix: message, remedy and exit status. */
public final class CliException extends RuntimeException {
    private final String remedy;
    private final int status;
    private final boolean temporary;
    private final Map<String, String> wrongValues;

    /** @param hint a command to paste, or null */
    public CliException(int status, String message, String hint) {
        this(status, message, hint, status == ExitStatus.TEMPORARY, Map.of());
    }

    private CliException(int status, String message, String hint, boolean temporary, Map<String, String> wrong) {
        super(message);
        this.status = status;
        this.remedy = hint;
        this.temporary = temporary;
        this.wrongValues = wrong;
    }

    public CliException(int status, String message) {
        this(status, message, null);
    }

    public CliException asTemporary() {
        return new CliException(status, getMessage(), remedy, true, wrongValues);
    }

    /**
     * Adds the variables whose values are wrong.
     *
     * @param variables the probable value of each, or an empty text
     */
    public CliException withWrongVariables(Map<String, String> variables) {
        return new CliException(status, getMessage(), remedy, temporary, new LinkedHashMap<>(variables));
    }

    /** True if a later try may succeed without any fix. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Variables with a wrong value, each with the probable value or an empty text; empty if unknown. */
    public Map<String, String> wrongVariables() {
        return wrongValues;
    }

    public int status() {
        return status;
    }

    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}
