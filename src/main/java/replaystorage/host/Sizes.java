package replaystorage.host;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses sizes as users write them. */
public final class Sizes {
    public static final String FORMAT_HINT = "write a number and its unit: 500MB, 10GB, 1.5TB";

    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?([kmgt]?i?b)", Pattern.CASE_INSENSITIVE);
    /** An exabyte; a larger size is a mistake. */
    private static final BigDecimal MAX_SIZE = BigDecimal.TEN.pow(18);

    private static final Map<String, Long> BYTES = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);

    private Sizes() {}

    public static OptionalLong parse(String text) {
        Matcher size = SIZE.matcher(text.strip());
        Long unit = size.matches() ? BYTES.get(size.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit));
        return bytes.compareTo(MAX_SIZE) > 0 ? OptionalLong.empty() : OptionalLong.of(bytes.longValue());
    }
}
