package replaystorage.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import replaystorage.costs.Bill;
import replaystorage.costs.Load;
import replaystorage.progress.Figures;
import replaystorage.progress.Wrapped;
import replaystorage.settings.Provider;

/** An estimate as text: what each provider takes a month, and how that grows with the pulls. */
final class CostsTable {
    /** What the tables need. */
    private static final int WIDE = 79;

    private static final BigDecimal A_CENT = new BigDecimal("0.01");

    private static final List<Long> OFTEN = List.of(0L, 1L, 4L, 10L, 30L, 100L);

    private final Estimate estimate;
    private final long pulls;
    private final int columns;

    CostsTable(Estimate estimate, long pulls, int columns) {
        this.estimate = estimate;
        this.pulls = pulls;
        this.columns = columns;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        lines.add("");
        if (columns >= WIDE) {
            table(lines);
        } else {
            shown().forEach((title, provider) -> list(lines, title, provider));
        }
        lines.add("");
        lines.addAll(wrapped(breakEven()));
        lines.addAll(wrapped(gross()));
        lines.addAll(wrapped(snapshots()));
        lines.addAll(wrapped(
                "About, in US dollars without tax; uploads and old versions are not counted. What is free by the day is counted as if"
                        + " each pull were on a day of its own. Prices were looked up on "
                        + estimate.first().prices().lookedUp()
                        + "; --json names their sources and how far they could be verified."));
        return lines;
    }

    private String headline() {
        Load pull = estimate.pull().apply(estimate.first());
        String all = Figures.bytes(estimate.stored()) + " in " + Figures.count(estimate.files(), "file")
                + (estimate.assumed() ? " (3 MB each; or --files N)" : "");
        String pulled = pull.bytes() == estimate.stored() ? "" : Figures.bytes(pull.bytes()) + " of it ";
        return all + ", " + pulled + "pulled " + times(pulls) + " a month";
    }

    private static String times(long count) {
        return count == 1 ? "once" : Figures.count(count) + " times";
    }

    private void table(List<String> lines) {
        lines.add(row("$ a month", List.of("storage", "requests", "egress", "total")));
        for (Map.Entry<String, Provider> each : shown().entrySet()) {
            Optional<Bill> bill = estimate.bill(each.getValue(), pulls);
            lines.add(row(
                    each.getKey(),
                    bill.map(sum -> List.of(
                                    Dollars.cents(sum.storage()),
                                    Dollars.cents(sum.requests()),
                                    Dollars.cents(sum.egress()),
                                    Dollars.cents(sum.total())))
                            .orElse(List.of("too large for its plans"))));
        }
        lines.add("");
        List<Long> often = LongStream.concat(OFTEN.stream().mapToLong(Long::longValue), LongStream.of(pulls))
                .distinct()
                .sorted()
                .boxed()
                .toList();
        lines.add(narrowRow("total by pulls", often.stream().map(Figures::count).toList()));
        shown().forEach((title, provider) -> lines.add(narrowRow(
                title, often.stream().map(count -> total(provider, count)).toList())));
    }

    private Map<String, Provider> shown() {
        Map<String, Provider> shown = new LinkedHashMap<>();
        estimate.providers().forEach(provider -> shown.put(provider.title(), provider));
        shown.put("Network volume", estimate.volume());
        return shown;
    }

    private String total(Provider provider, long count) {
        return estimate.bill(provider, count)
                .map(Bill::total)
                .map(Dollars::cents)
                .orElse("-");
    }

    private static String row(String name, List<String> cells) {
        return String.format("%-14s", name)
                + cells.stream().map(cell -> String.format(" %9s", cell)).collect(Collectors.joining());
    }

    private static String narrowRow(String name, List<String> cells) {
        return String.format("%-14s", name)
                + cells.stream().map(cell -> String.format(" %8s", cell)).collect(Collectors.joining());
    }

    private void list(List<String> lines, String title, Provider provider) {
        Optional<Bill> bill = estimate.bill(provider, pulls);
        lines.add(title + ": "
                + bill.map(sum -> Dollars.of(sum.total()) + " a month").orElse("too large for its plans"));
        bill.ifPresent(sum -> {
            lines.add("  storage  " + Dollars.cents(sum.storage()));
            lines.add("  requests " + Dollars.cents(sum.requests()));
            lines.add("  egress   " + Dollars.cents(sum.egress()));
        });
    }

    private String breakEven() {
        String other = estimate.second().title();
        String one = estimate.first().title();
        if (isBelowCent(estimate.first()) && isBelowCent(estimate.second())) {
            return one + " and " + other + " cost less than a cent a month each.";
        }
        return estimate.breakEven().stream()
                .mapToObj(from -> from == 0
                        ? other + " is cheaper than " + one + " even without a pull."
                        : other + " is cheaper than " + one + " from " + times(from) + " a month on.")
                .findFirst()
                .orElse(other + " is never cheaper than " + one + ".");
    }

    private boolean isBelowCent(Provider provider) {
        return estimate.bill(provider, pulls)
                .map(bill -> bill.total().compareTo(A_CENT) < 0)
                .orElse(false);
    }

    /** They are what grows: each is a copy of its own. */
    private static String snapshots() {
        return "Each dated snapshot is stored as a full copy: 30 of 5 GB are 150 GB more.";
    }

    /** What the guide reckons with. */
    private String gross() {
        Provider provider = estimate.first();
        Bill none = estimate.gross(provider, 0).orElseThrow();
        Bill once = estimate.gross(provider, 1).orElseThrow();
        Bill all = estimate.gross(provider, pulls).orElseThrow();
        return "If nothing were free at " + provider.title() + ": " + Dollars.cents(none.storage())
                + " a month to store it, "
                + Dollars.cents(once.egress()) + " egress for one pull"
                + (pulls < 2 ? "" : ", " + Dollars.cents(all.egress()) + " for " + Figures.count(pulls)) + ".";
    }

    private List<String> wrapped(String text) {
        return Wrapped.lines(text, Math.min(columns, 80));
    }
}
