package replaystorage.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An error that its user can act on: what is wrong, the remedy where one is known, and the exit status. */
public final class CliException extends RuntimeException {
    private final String remedy;
    private final int status;
    private final boolean temporary;
    private final Map<String, String> wrongValues;

    /** @param hint a line that can be pasted, or null where no remedy is known */
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

    /** The same of what a later try may mend. */
    public CliException asTemporary() {
        return new CliException(status, getMessage(), remedy, true, wrongValues);
    }

    /**
     * The same where the values of variables are wrong.
     *
     * @param variables for each its probable value, or an empty text
     */
    public CliException withWrongVariables(Map<String, String> variables) {
        return new CliException(status, getMessage(), remedy, temporary, new LinkedHashMap<>(variables));
    }

    /** Whether the same may go well a little later, though nobody mends anything. */
    public boolean isTemporary() {
        return temporary;
    }

    /** The variables that hold a wrong value, each with the probable one or an empty text; none where that is not known. */
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
