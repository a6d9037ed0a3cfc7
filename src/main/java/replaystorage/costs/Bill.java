package replaystorage.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import replaystorage.settings.Prices;

/** What a month costs, in dollars; not rounded. */
public record Bill(BigDecimal storage, BigDecimal requests, BigDecimal egress) {
    /** After all that is free; empty where so much can't be stored there. */
    public static Optional<Bill> of(Prices prices, Month month) {
        BigDecimal stored = gigabytes(month.stored());
        BigDecimal pulled = gigabytes(month.pulled()).multiply(BigDecimal.valueOf(month.pulls()));
        BigDecimal free = prices.egressFree().add(prices.egressFreeTimesStored().multiply(stored));
        return storage(prices, stored)
                .map(storage -> new Bill(
                        storage, requests(prices, month), beyond(pulled, free).multiply(prices.egress())));
    }

    /** The same as if nothing were free. */
    public static Optional<Bill> gross(Prices prices, Month month) {
        return of(prices.withoutFree(), month);
    }

    /** What requests cost before anything is free. */
    public static BigDecimal of(Prices prices, Requests requests) {
        return requests.billed(prices).entrySet().stream()
                .map(each -> BigDecimal.valueOf(each.getValue())
                        .movePointLeft(6)
                        .multiply(each.getKey().million()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<BigDecimal> storage(Prices prices, BigDecimal stored) {
        BigDecimal beyond = beyond(stored, prices.storageFree());
        if (prices.plans().isEmpty() || beyond.signum() == 0) {
            return Optional.of(units(prices, beyond).multiply(prices.storage()));
        }
        return prices.plans().stream()
                .filter(plan -> plan.gb().compareTo(stored) >= 0)
                .map(Prices.Plan::month)
                .min(Comparator.naturalOrder());
    }

    private static BigDecimal requests(Prices prices, Month month) {
        return month.requests().billed(prices).entrySet().stream()
                .map(each -> units(
                                prices,
                                BigDecimal.valueOf(billable(each, month)).movePointLeft(6))
                        .multiply(each.getKey().million()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long billable(Map.Entry<Prices.Requests, Long> each, Month month) {
        long free = each.getKey().freeMonth() + each.getKey().freeDay() * month.days();
        return Math.max(0, each.getValue() * month.pulls() - free);
    }

    private static BigDecimal units(Prices prices, BigDecimal used) {
        return prices.wholeUnits() ? used.setScale(0, RoundingMode.CEILING) : used;
    }

    private static BigDecimal beyond(BigDecimal amount, BigDecimal free) {
        return amount.subtract(free).max(BigDecimal.ZERO);
    }

    private static BigDecimal gigabytes(long bytes) {
        return BigDecimal.valueOf(bytes).movePointLeft(9);
    }

    public BigDecimal total() {
        return storage.add(requests).add(egress);
    }
}
