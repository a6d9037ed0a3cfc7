package replaystorage.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the prices of a template; a price that is not given is 0. */
final class PricesReader {
    private PricesReader() {}

    /** @param own amounts of the user's, by their keys */
    static Prices read(Fields template, Map<String, String> own) {
        Fields fields = template.with(own);
        Prices prices = new Prices(
                fields.text("looked_up"),
                fields.text("source"),
                fields.text("verified"),
                number(fields, "storage_gb_month"),
                number(fields, "storage_free_gb"),
                number(fields, "egress_gb"),
                number(fields, "egress_free_gb"),
                number(fields, "egress_free_times_stored"),
                fields.number("upload_part_mib", 0) * (1L << 20),
                fields.flag("whole_units"),
                fields.list("requests").stream().map(PricesReader::requests).toList(),
                fields.list("plans").stream()
                        .map(each -> new Prices.Plan(number(each, "gb"), number(each, "month")))
                        .toList(),
                fields.text("note", ""));
        fields.end();
        return prices;
    }

    private static Prices.Requests requests(Fields fields) {
        Prices.Requests requests = new Prices.Requests(
                fields.text("class"),
                kinds(fields.texts("kinds")),
                number(fields, "million"),
                Long.parseLong(fields.text("free_month", "0")),
                Long.parseLong(fields.text("free_day", "0")),
                fields.text("are"));
        fields.end();
        return requests;
    }

    private static Set<Prices.Kind> kinds(List<String> names) {
        return names.stream()
                .map(name -> Prices.Kind.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static BigDecimal number(Fields fields, String key) {
        return new BigDecimal(fields.text(key, "0"));
    }
}
