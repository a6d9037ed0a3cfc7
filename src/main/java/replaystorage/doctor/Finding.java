package replaystorage.doctor;

import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/**
 * What a check found.
 *
 * @param remedy a line that mends it, or null
 * @param status the exit status of an error, else 0
 */
public record Finding(Level level, String text, String remedy, int status) {

    public static Finding ok(String text) {
        return new Finding(Level.OK, text, null, ExitStatus.OK);
    }

    public static Finding skipped(String text) {
        return new Finding(Level.SKIPPED, text, null, ExitStatus.OK);
    }

    public static Finding warning(String text, String remedy) {
        return new Finding(Level.WARNING, text, remedy, ExitStatus.OK);
    }

    public static Finding error(CliException e) {
        return new Finding(Level.ERROR, e.getMessage(), e.hint().orElse(null), e.status());
    }
}
