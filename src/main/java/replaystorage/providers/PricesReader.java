package replaystorage.providers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.host.YamlMapping;

/** Reads a template's prices; a missing one is 0. */
final class PricesReader {
    private PricesReader() {}

    /** @param own the user's prices, by key */
    static Prices read(YamlMapping template, Map<String, String> own) {
        YamlMapping fields = template.withOverrides(own);
        Prices prices = new Prices(
                fields.string("looked_up"),
                fields.string("source"),
                fields.string("verified"),
                readAmount(fields, "storage_gb_month"),
                readAmount(fields, "storage_free_gb"),
                readAmount(fields, "egress_gb"),
                readAmount(fields, "egress_free_gb"),
                readAmount(fields, "egress_free_times_stored"),
                fields.integer("upload_part_mib", 0) * (1L << 20),
                fields.bool("whole_units"),
                fields.mappings("requests").stream()
                        .map(PricesReader::readRequestClass)
                        .toList(),
                fields.mappings("plans").stream()
                        .map(each -> new Prices.Subscription(readAmount(each, "gb"), readAmount(each, "month")))
                        .toList(),
                fields.string("note", ""));
        fields.rejectUnknownKeys();
        return prices;
    }

    private static Prices.RequestClass readRequestClass(YamlMapping fields) {
        Prices.RequestClass requests = new Prices.RequestClass(
                fields.string("class"),
                parseKinds(fields.strings("kinds")),
                readAmount(fields, "million"),
                Long.parseLong(fields.string("free_month", "0")),
                Long.parseLong(fields.string("free_day", "0")),
                fields.string("are"));
        fields.rejectUnknownKeys();
        return requests;
    }

    private static Set<Prices.RequestKind> parseKinds(List<String> names) {
        return names.stream()
                .map(name -> Prices.RequestKind.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static BigDecimal readAmount(YamlMapping fields, String key) {
        return new BigDecimal(fields.string(key, "0"));
    }
}
