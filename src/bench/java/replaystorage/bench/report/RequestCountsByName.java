package replaystorage.bench.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Number of a server's requests, by name. */
public record RequestCountsByName(Map<String, Long> byName) {
    public static final RequestCountsByName NONE = new RequestCountsByName(Map.of());

    public RequestCountsByName minus(RequestCountsByName before) {
        Map<String, Long> left = new TreeMap<>();
        byName.forEach((name, count) -> {
            long more = count - before.byName.getOrDefault(name, 0L);
            if (more > 0) {
                left.put(name, more);
            }
        });
        return new RequestCountsByName(left);
    }

    long total() {
        return byName.values().stream().mapToLong(Long::longValue).sum();
    }

    long except(String start) {
        return byName.entrySet().stream()
                .filter(one -> !one.getKey().startsWith(start))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String toString() {
        return byName.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }
}
