package replaystorage.flags;

import java.util.regex.Pattern;

/** The value formats of rclone flags (number, size, duration and so on). */
public enum FlagValueFormat {
    NUMBER("a number", "[0-9]{1,6}"),
    RATE("a number", "[0-9]{1,9}(?:\\.[0-9]{1,9})?"),
    SIZE("a size such as 32Mi", ValuePatterns.SIZE),
    SWITCH("nothing, true or false", "true|false|1|0"),
    TIME("a duration such as 30s", "0|(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ms|s|m|h))+"),
    TIMETABLE(
            "a rate such as 10M, or a timetable",
            ValuePatterns.LIMIT + "|" + ValuePatterns.TIME_OF_DAY + "," + ValuePatterns.LIMIT + "(?: "
                    + ValuePatterns.TIME_OF_DAY + "," + ValuePatterns.LIMIT + ")*"),
    TEXT("a text", "[^\\s\"'-][^\"']*");

    private final String description;
    private final Pattern pattern;

    FlagValueFormat(String is, String regex) {
        this.description = is;
        this.pattern = Pattern.compile(regex);
    }

    public boolean matches(String value) {
        return pattern.matcher(value).matches();
    }

    /** In words, for messages. */
    public String description() {
        return description;
    }

    private static final class ValuePatterns {
        static final String SIZE = "(?:off|[0-9]+(?:\\.[0-9]+)?(?:[bBkKmMgGtTpP]|[kKmMgGtTpP]i|[kKmMgGtTpP]iB)?)";
        static final String LIMIT = SIZE + "(?::" + SIZE + ")?";
        static final String TIME_OF_DAY = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)-)?(?:[01][0-9]|2[0-3]):[0-5][0-9]";
    }
}
