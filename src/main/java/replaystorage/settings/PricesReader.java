package replaystorage.settings;

import java.math.BigDecimal;

/** Reads the prices of a template; a price that is not given is 0. */
final class PricesReader {
    private PricesReader() {}

    static Prices read(Fields fields) {
        Prices prices = new Prices(
                fields.text("looked_up"),
                fields.text("source"),
                number(fields, "storage_gb_month"),
                number(fields, "storage_free_gb"),
                number(fields, "egress_gb"),
                number(fields, "egress_free_gb"),
                number(fields, "egress_free_times_stored"),
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
                number(fields, "million"),
                Long.parseLong(fields.text("free_month", "0")),
                fields.text("are"));
        fields.end();
        return requests;
    }

    private static BigDecimal number(Fields fields, String key) {
        return new BigDecimal(fields.text(key, "0"));
    }
}
