package replaystorage.jobs.snapshot;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/** A snapshot's name: a date, YYYY-MM-DD. */
public final class SnapshotDate {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern LOOSE_PATTERN = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");

    private SnapshotDate() {}

    /** @throws CliException 64 for an invalid date */
    public static String require(String text) {
        if (!isDate(text)) {
            String line = text.equals("yesterday") ? "date -d yesterday +%F" : "date +%F";
            throw new CliException(
                    ExitStatus.USAGE, "'" + text + "' is not a date like 2026-02-01" + suggestion(text), line);
        }
        return text;
    }

    /** Corrects missing zeros. */
    private static String suggestion(String text) {
        Matcher parts = LOOSE_PATTERN.matcher(text);
        if (!parts.matches()) {
            return "";
        }
        String date = String.format("%s-%2s-%2s", parts.group(1), parts.group(2), parts.group(3))
                .replace(' ', '0');
        return isDate(date) ? "; did you mean " + date + "?" : "";
    }

    static boolean isDate(String text) {
        try {
            return text.length() == 10
                    && LocalDate.parse(text, FORMAT).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
