package replaystorage.costs;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import replaystorage.settings.Prices;

/** How often something must be pulled for one provider to be cheaper than another. */
public final class BreakEven {
    private static final long MOST = 3000;
    private static final BigDecimal A_CENT = new BigDecimal("0.01");

    private BreakEven() {}

    /** The fewest pulls a month at which the other is cheaper, by a cent at least; empty where it never is, up to a hundred pulls a day. */
    public static OptionalLong of(Prices one, Month here, Prices other, Month there) {
        return LongStream.rangeClosed(0, MOST)
                .filter(pulls -> isLess(total(other, there.with(pulls)), total(one, here.with(pulls))))
                .findFirst();
    }

    private static Optional<BigDecimal> total(Prices prices, Month month) {
        return Bill.of(prices, month).map(Bill::total);
    }

    private static boolean isLess(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent()
                && other.isPresent()
                && other.get().subtract(one.get()).compareTo(A_CENT) >= 0;
    }
}
