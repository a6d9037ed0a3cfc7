package replaystorage.costs;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import replaystorage.console.JsonText;
import replaystorage.providers.Prices;
import replaystorage.providers.Provider;

/** Writes a cost estimate as one line of JSON, see src/docs/costs-json.md. */
public final class CostEstimateJson {
    private final CostEstimate estimate;
    private final long pulls;

    public CostEstimateJson(CostEstimate estimate, long pulls) {
        this.estimate = estimate;
        this.pulls = pulls;
    }

    public String toJson() {
        return JsonText.of(out -> {
            TransferVolume pull = estimate.pullVolume().apply(estimate.firstProvider());
            out.writeNumberField("stored_bytes", estimate.storedBytes());
            out.writeNumberField("stored_files", estimate.storedFiles());
            out.writeBooleanField("files_assumed", estimate.isAssumed());
            out.writeNumberField("pulled_bytes", pull.bytes());
            out.writeNumberField("pulled_files", pull.files());
            out.writeNumberField("pulls_per_month", pulls);
            out.writeArrayFieldStart("providers");
            for (Provider provider : estimate.providers()) {
                writeProvider(out, provider);
            }
            out.writeEndArray();
            writeBreakEven(out);
        });
    }

    private void writeProvider(JsonGenerator out, Provider provider) throws IOException {
        Prices prices = provider.prices();
        MonthlyUsage usage = estimate.monthlyUsage(provider, pulls);
        out.writeStartObject();
        out.writeStringField("name", provider.name());
        out.writeStringField("title", provider.title());
        writeBill(out, "dollars", MonthlyBill.of(prices, usage));
        writeBill(out, "dollars_before_free", MonthlyBill.withoutFreeAllowance(prices, usage));
        out.writeObjectFieldStart("requests_per_pull");
        for (Map.Entry<Prices.RequestClass, Long> each :
                usage.requestCounts().byRequestClass(prices).entrySet()) {
            out.writeNumberField(each.getKey().name(), each.getValue());
        }
        out.writeEndObject();
        out.writeObjectFieldStart("prices");
        out.writeStringField("looked_up", prices.lookedUp());
        out.writeStringField("source", prices.source());
        out.writeStringField("verified", prices.verifiedOn());
        out.writeStringField("note", prices.note());
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Writes null if the provider can't store that much. */
    private static void writeBill(JsonGenerator out, String name, Optional<MonthlyBill> bill) throws IOException {
        if (bill.isEmpty()) {
            out.writeNullField(name);
            return;
        }
        out.writeObjectFieldStart(name);
        out.writeNumberField("storage", plainDecimal(bill.get().storage()));
        out.writeNumberField("requests", plainDecimal(bill.get().requests()));
        out.writeNumberField("egress", plainDecimal(bill.get().egress()));
        out.writeNumberField("total", plainDecimal(bill.get().total()));
        out.writeEndObject();
    }

    private static BigDecimal plainDecimal(BigDecimal dollars) {
        return dollars.signum() == 0 ? BigDecimal.ZERO : dollars.stripTrailingZeros();
    }

    private void writeBreakEven(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("break_even");
        out.writeStringField("cheaper", estimate.secondProvider().name());
        out.writeStringField("than", estimate.firstProvider().name());
        OptionalLong pullsFrom = estimate.breakEvenPulls();
        if (pullsFrom.isPresent()) {
            out.writeNumberField("from_pulls_per_month", pullsFrom.getAsLong());
        } else {
            out.writeNullField("from_pulls_per_month");
        }
        out.writeEndObject();
    }
}
