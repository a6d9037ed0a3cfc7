package replaystorage.transfer;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** A snapshot's name: a calendar date, YYYY-MM-DD. */
public final class SnapshotDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    private SnapshotDate() {}

    /**
     * The date as it is written in the remote path.
     *
     * @throws CliException 64 where there is no such day
     */
    public static String of(String text) {
        if (!isDate(text)) {
            throw new CliException(
                    ExitStatus.USAGE, "'" + text + "' is no date of the calendar in the form YYYY-MM-DD", "date +%F");
        }
        return text;
    }

    static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text, FORM).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
