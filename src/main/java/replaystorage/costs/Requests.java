package replaystorage.costs;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import replaystorage.settings.Prices;
import replaystorage.settings.Prices.Kind;

/** How many requests of each kind. */
public record Requests(Map<Kind, Long> counts) {
    public static final Requests NONE = new Requests(Map.of());

    static Requests of(Kind kind, long count) {
        return count == 0 ? NONE : new Requests(Map.of(kind, count));
    }

    /** Both together. */
    public Requests and(Requests other) {
        Map<Kind, Long> sum = new EnumMap<>(Kind.class);
        sum.putAll(counts);
        other.counts.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return new Requests(sum);
    }

    /** Whether a provider with classes of requests bills those of a kind. */
    public boolean isBilled(Kind kind, Prices prices) {
        return prices.requests().stream().anyMatch(each -> each.kinds().contains(kind));
    }

    /** All of them, less the sign-ins, which few storages have. */
    public long asked() {
        return counts.entrySet().stream()
                .filter(each -> each.getKey() != Kind.SIGN_IN)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** As many for each class of a provider that bills them, in the order of its classes; what is in no class is left out. */
    public Map<Prices.Requests, Long> billed(Prices prices) {
        Map<Prices.Requests, Long> billed = new LinkedHashMap<>();
        for (Prices.Requests each : prices.requests()) {
            long count = counts.entrySet().stream()
                    .filter(entry -> each.kinds().contains(entry.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            if (count > 0) {
                billed.put(each, count);
            }
        }
        return billed;
    }
}
