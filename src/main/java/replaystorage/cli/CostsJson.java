package replaystorage.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import replaystorage.costs.Bill;
import replaystorage.costs.Load;
import replaystorage.costs.Month;
import replaystorage.settings.Prices;
import replaystorage.settings.Provider;

/** An estimate as a JSON object in a line; src/docs/costs-json.md names its fields. */
final class CostsJson {
    private final Estimate estimate;
    private final long pulls;

    CostsJson(Estimate estimate, long pulls) {
        this.estimate = estimate;
        this.pulls = pulls;
    }

    String text() {
        StringWriter text = new StringWriter();
        JsonFactory json = JsonFactory.builder().build().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
        try (JsonGenerator out = json.createGenerator(text)) {
            Load pull = estimate.pull().apply(estimate.first());
            out.writeStartObject();
            out.writeNumberField("stored_bytes", estimate.stored());
            out.writeNumberField("stored_files", estimate.files());
            out.writeBooleanField("files_assumed", estimate.assumed());
            out.writeNumberField("pulled_bytes", pull.bytes());
            out.writeNumberField("pulled_files", pull.files());
            out.writeNumberField("pulls_per_month", pulls);
            out.writeArrayFieldStart("providers");
            for (Provider provider : estimate.providers()) {
                provider(out, provider);
            }
            out.writeEndArray();
            breakEven(out);
            out.writeEndObject();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return text.toString();
    }

    private void provider(JsonGenerator out, Provider provider) throws IOException {
        Prices prices = provider.prices();
        Month month = estimate.month(provider, pulls);
        out.writeStartObject();
        out.writeStringField("name", provider.name());
        out.writeStringField("title", provider.title());
        bill(out, "dollars", Bill.of(prices, month));
        bill(out, "dollars_before_free", Bill.gross(prices, month));
        out.writeObjectFieldStart("requests_per_pull");
        for (Map.Entry<Prices.Requests, Long> each :
                month.requests().billed(prices).entrySet()) {
            out.writeNumberField(each.getKey().name(), each.getValue());
        }
        out.writeEndObject();
        out.writeObjectFieldStart("prices");
        out.writeStringField("looked_up", prices.lookedUp());
        out.writeStringField("source", prices.source());
        out.writeStringField("verified", prices.verified());
        out.writeStringField("note", prices.note());
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Null where so much can't be stored there. */
    private static void bill(JsonGenerator out, String name, Optional<Bill> bill) throws IOException {
        if (bill.isEmpty()) {
            out.writeNullField(name);
            return;
        }
        out.writeObjectFieldStart(name);
        out.writeNumberField("storage", plain(bill.get().storage()));
        out.writeNumberField("requests", plain(bill.get().requests()));
        out.writeNumberField("egress", plain(bill.get().egress()));
        out.writeNumberField("total", plain(bill.get().total()));
        out.writeEndObject();
    }

    private static BigDecimal plain(BigDecimal dollars) {
        return dollars.signum() == 0 ? BigDecimal.ZERO : dollars.stripTrailingZeros();
    }

    private void breakEven(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("break_even");
        out.writeStringField("cheaper", estimate.second().name());
        out.writeStringField("than", estimate.first().name());
        OptionalLong pullsFrom = estimate.breakEven();
        if (pullsFrom.isPresent()) {
            out.writeNumberField("from_pulls_per_month", pullsFrom.getAsLong());
        } else {
            out.writeNullField("from_pulls_per_month");
        }
        out.writeEndObject();
    }
}
