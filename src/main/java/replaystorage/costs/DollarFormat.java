package replaystorage.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats dollars for people: rounded to cents, but never to nothing. */
public final class DollarFormat {
    private static final BigDecimal ONE_CENT = new BigDecimal("0.01");

    /** Larger amounts do not fit the columns with cents. */
    private static final BigDecimal MILLIONS_FROM = BigDecimal.valueOf(10_000);

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private DollarFormat() {}

    public static String withDollarSign(BigDecimal dollars) {
        String cents = withoutSign(dollars);
        return cents.startsWith("<") ? "<$" + ONE_CENT : "$" + cents;
    }

    /** Such as `3.00`, or `8.96M` from a million on. */
    static String withoutSign(BigDecimal dollars) {
        BigDecimal rounded = dollars.setScale(2, RoundingMode.HALF_UP);
        if (rounded.signum() == 0 && dollars.signum() > 0) {
            return "<" + ONE_CENT;
        }
        if (rounded.compareTo(MILLION) >= 0) {
            return String.format(Locale.ROOT, "%,.2fM", rounded.divide(MILLION, 2, RoundingMode.HALF_UP));
        }
        return String.format(Locale.ROOT, rounded.compareTo(MILLIONS_FROM) < 0 ? "%,.2f" : "%,.0f", rounded);
    }
}
