package replaystorage.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import replaystorage.providers.Prices;

/** Monthly costs in dollars; not rounded. */
public record MonthlyBill(BigDecimal storage, BigDecimal requests, BigDecimal egress) {
    /** After free allowances; empty if the provider can't store that much. */
    public static Optional<MonthlyBill> of(Prices prices, MonthlyUsage usage) {
        BigDecimal stored = gigabytes(usage.storedBytes());
        BigDecimal pulled = gigabytes(usage.pulledBytes()).multiply(BigDecimal.valueOf(usage.pulls()));
        BigDecimal free = prices.freeEgress().add(prices.freeEgressPerStored().multiply(stored));
        return storage(prices, stored)
                .map(storage -> new MonthlyBill(
                        storage, requests(prices, usage), above(pulled, free).multiply(prices.egress())));
    }

    public static Optional<MonthlyBill> withoutFreeAllowance(Prices prices, MonthlyUsage usage) {
        return of(prices.withoutFreeAllowance(), usage);
    }

    public static BigDecimal of(Prices prices, RequestCounts requests) {
        return requests.byRequestClass(prices).entrySet().stream()
                .map(each -> BigDecimal.valueOf(each.getValue())
                        .movePointLeft(6)
                        .multiply(each.getKey().dollarsPerMillion()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<BigDecimal> storage(Prices prices, BigDecimal stored) {
        BigDecimal beyond = above(stored, prices.freeStorage());
        if (prices.subscriptions().isEmpty() || beyond.signum() == 0) {
            return Optional.of(roundToUnits(prices, beyond).multiply(prices.storage()));
        }
        return prices.subscriptions().stream()
                .filter(plan -> plan.gigabytes().compareTo(stored) >= 0)
                .map(Prices.Subscription::dollarsPerMonth)
                .min(Comparator.naturalOrder());
    }

    private static BigDecimal requests(Prices prices, MonthlyUsage usage) {
        return usage.requestCounts().byRequestClass(prices).entrySet().stream()
                .map(each -> roundToUnits(
                                prices,
                                BigDecimal.valueOf(chargedRequests(each, usage)).movePointLeft(6))
                        .multiply(each.getKey().dollarsPerMillion()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long chargedRequests(Map.Entry<Prices.RequestClass, Long> each, MonthlyUsage usage) {
        long free = each.getKey().freePerMonth() + each.getKey().freePerDay() * usage.daysWithPulls();
        return Math.max(0, each.getValue() * usage.pulls() - free);
    }

    private static BigDecimal roundToUnits(Prices prices, BigDecimal used) {
        return prices.billedInWholeUnits() ? used.setScale(0, RoundingMode.CEILING) : used;
    }

    private static BigDecimal above(BigDecimal amount, BigDecimal free) {
        return amount.subtract(free).max(BigDecimal.ZERO);
    }

    private static BigDecimal gigabytes(long bytes) {
        return BigDecimal.valueOf(bytes).movePointLeft(9);
    }

    public BigDecimal total() {
        return storage.add(requests).add(egress);
    }
}
