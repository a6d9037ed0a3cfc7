package replaystorage.doctor;

import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/**
 * @param remedy a command that fixes it, or null
 * @param status the exit status of an error, else 0
 */
public record Finding(Severity severity, String text, String remedy, int status) {

    public static Finding ok(String text) {
        return new Finding(Severity.OK, text, null, ExitStatus.OK);
    }

    public static Finding skipped(String text) {
        return new Finding(Severity.SKIPPED, text, null, ExitStatus.OK);
    }

    public static Finding warning(String text, String remedy) {
        return new Finding(Severity.WARNING, text, remedy, ExitStatus.OK);
    }

    public static Finding error(CliException e) {
        return new Finding(Severity.ERROR, e.getMessage(), e.remedy().orElse(null), e.status());
    }
}
