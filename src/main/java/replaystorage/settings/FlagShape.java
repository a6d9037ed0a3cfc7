package replaystorage.settings;

import java.util.regex.Pattern;

/** What a value of a flag that tunes looks like, so that rclone can read it. */
public enum FlagShape {
    NUMBER("a number", "[0-9]{1,6}"),
    RATE("a number", "[0-9]{1,9}(?:\\.[0-9]{1,9})?"),
    SIZE("a size such as 32Mi", Text.SIZE),
    SWITCH("nothing, true or false", "true|false|1|0"),
    TIME("a time such as 30s", "0|(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ms|s|m|h))+"),
    TIMETABLE(
            "a rate such as 10M, or a timetable",
            Text.LIMIT + "|" + Text.WHEN + "," + Text.LIMIT + "(?: " + Text.WHEN + "," + Text.LIMIT + ")*"),
    WORDS("a text", "[^\\s\"'-][^\"']*");

    private final String is;
    private final Pattern pattern;

    FlagShape(String is, String regex) {
        this.is = is;
        this.pattern = Pattern.compile(regex);
    }

    public boolean fits(String value) {
        return pattern.matcher(value).matches();
    }

    /** In words, for messages. */
    String is() {
        return is;
    }

    private static final class Text {
        static final String SIZE = "(?:off|[0-9]+(?:\\.[0-9]+)?(?:[bBkKmMgGtTpP]|[kKmMgGtTpP]i|[kKmMgGtTpP]iB)?)";
        static final String LIMIT = SIZE + "(?::" + SIZE + ")?";
        static final String WHEN = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)-)?(?:[01][0-9]|2[0-3]):[0-5][0-9]";
    }
}
