package replaystorage.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Amounts of money as people read them: rounded to cents, but never to nothing. */
final class Dollars {
    private static final BigDecimal A_CENT = new BigDecimal("0.01");

    /** Beyond it nobody counts cents, and the columns have no room for them. */
    private static final BigDecimal LARGE = BigDecimal.valueOf(10_000);

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private Dollars() {}

    /** Such as `$3.00`. */
    static String of(BigDecimal dollars) {
        String cents = cents(dollars);
        return cents.startsWith("<") ? "<$" + A_CENT : "$" + cents;
    }

    /** Such as `3.00`, and from a million on `8.96M`. */
    static String cents(BigDecimal dollars) {
        BigDecimal rounded = dollars.setScale(2, RoundingMode.HALF_UP);
        if (rounded.signum() == 0 && dollars.signum() > 0) {
            return "<" + A_CENT;
        }
        if (rounded.compareTo(MILLION) >= 0) {
            return String.format(Locale.ROOT, "%,.2fM", rounded.divide(MILLION, 2, RoundingMode.HALF_UP));
        }
        return String.format(Locale.ROOT, rounded.compareTo(LARGE) < 0 ? "%,.2f" : "%,.0f", rounded);
    }
}
