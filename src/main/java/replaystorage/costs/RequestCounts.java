package replaystorage.costs;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import replaystorage.providers.Prices;
import replaystorage.providers.Prices.RequestKind;

public record RequestCounts(Map<RequestKind, Long> counts) {
    public static final RequestCounts NONE = new RequestCounts(Map.of());

    static RequestCounts of(RequestKind kind, long count) {
        return count == 0 ? NONE : new RequestCounts(Map.of(kind, count));
    }

    public RequestCounts plus(RequestCounts other) {
        Map<RequestKind, Long> sum = new EnumMap<>(RequestKind.class);
        sum.putAll(counts);
        other.counts.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return new RequestCounts(sum);
    }

    /** True if a provider with request classes bills this kind. */
    public boolean isBilled(RequestKind kind, Prices prices) {
        return prices.requestClasses().stream().anyMatch(each -> each.kinds().contains(kind));
    }

    /** All requests except sign-ins, which few storages have. */
    public long billableRequests() {
        return counts.entrySet().stream()
                .filter(each -> each.getKey() != RequestKind.SIGN_IN)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Counts per billed request class of a provider, in the order of its classes; kinds without a class are left out. */
    public Map<Prices.RequestClass, Long> byRequestClass(Prices prices) {
        Map<Prices.RequestClass, Long> billed = new LinkedHashMap<>();
        for (Prices.RequestClass each : prices.requestClasses()) {
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
