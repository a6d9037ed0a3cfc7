package replaystorage.costs;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import replaystorage.providers.Prices;

public final class BreakEven {
    private static final long MAX_PULLS = 3000;
    private static final BigDecimal ONE_CENT = new BigDecimal("0.01");

    private BreakEven() {}

    /** Fewest pulls per month at which the other is cheaper by at least a cent, up to a hundred a day; empty if none. */
    public static OptionalLong pullsUntilCheaper(Prices one, MonthlyUsage here, Prices other, MonthlyUsage there) {
        return LongStream.rangeClosed(0, MAX_PULLS)
                .filter(pulls -> isCheaperByCent(
                        totalCost(other, there.withPulls(pulls)), totalCost(one, here.withPulls(pulls))))
                .findFirst();
    }

    private static Optional<BigDecimal> totalCost(Prices prices, MonthlyUsage usage) {
        return MonthlyBill.of(prices, usage).map(MonthlyBill::total);
    }

    private static boolean isCheaperByCent(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent()
                && other.isPresent()
                && other.get().subtract(one.get()).compareTo(ONE_CENT) >= 0;
    }
}
