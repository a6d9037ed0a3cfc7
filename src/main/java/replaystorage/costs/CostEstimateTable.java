package replaystorage.costs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import replaystorage.console.WordWrap;
import replaystorage.host.HumanNumbers;
import replaystorage.providers.Provider;

/** Formats a cost estimate: monthly costs per provider, and how they grow with the number of pulls. */
public final class CostEstimateTable {
    private static final int MIN_WIDE_COLUMNS = 79;

    private static final BigDecimal ONE_CENT = new BigDecimal("0.01");

    private static final List<Long> PULL_COUNTS = List.of(0L, 1L, 4L, 10L, 30L, 100L);

    private final CostEstimate estimate;
    private final long pulls;
    private final int columns;

    public CostEstimateTable(CostEstimate estimate, long pulls, int columns) {
        this.estimate = estimate;
        this.pulls = pulls;
        this.columns = columns;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        lines.add("");
        if (columns >= MIN_WIDE_COLUMNS) {
            addTable(lines);
        } else {
            shownProviders().forEach((title, provider) -> addProviderSection(lines, title, provider));
        }
        lines.add("");
        lines.addAll(wrap(breakEvenText()));
        lines.addAll(wrap(grossText()));
        lines.addAll(wrap(snapshotsText()));
        lines.addAll(
                wrap("Estimates in US dollars, without tax, uploads and old versions. Daily free allowances assume that"
                        + " each pull is on a different day. Prices were looked up on "
                        + estimate.firstProvider().prices().lookedUp()
                        + "; --json shows their sources and how well they are verified."));
        return lines;
    }

    private String headline() {
        TransferVolume pull = estimate.pullVolume().apply(estimate.firstProvider());
        String all = HumanNumbers.bytes(estimate.storedBytes()) + " in " + HumanNumbers.files(estimate.storedFiles())
                + (estimate.isAssumed() ? " (3 MB each; or --files N)" : "");
        String pulled = pull.bytes() == estimate.storedBytes() ? "" : HumanNumbers.bytes(pull.bytes()) + " of it ";
        return all + ", " + pulled + "pulled " + timesText(pulls) + " a month";
    }

    private static String timesText(long count) {
        return count == 1 ? "once" : HumanNumbers.count(count) + " times";
    }

    private void addTable(List<String> lines) {
        lines.add(wideRow("$ a month", List.of("storage", "requests", "egress", "total")));
        for (Map.Entry<String, Provider> each : shownProviders().entrySet()) {
            Optional<MonthlyBill> bill = estimate.bill(each.getValue(), pulls);
            lines.add(wideRow(
                    each.getKey(),
                    bill.map(sum -> List.of(
                                    DollarFormat.withoutSign(sum.storage()),
                                    DollarFormat.withoutSign(sum.requests()),
                                    DollarFormat.withoutSign(sum.egress()),
                                    DollarFormat.withoutSign(sum.total())))
                            .orElse(List.of("too large for its plans"))));
        }
        lines.add("");
        List<Long> often = LongStream.concat(PULL_COUNTS.stream().mapToLong(Long::longValue), LongStream.of(pulls))
                .distinct()
                .sorted()
                .boxed()
                .toList();
        lines.add(narrowRow(
                "total by pulls", often.stream().map(HumanNumbers::count).toList()));
        shownProviders()
                .forEach((title, provider) -> lines.add(narrowRow(
                        title,
                        often.stream().map(count -> totalText(provider, count)).toList())));
    }

    private Map<String, Provider> shownProviders() {
        Map<String, Provider> shown = new LinkedHashMap<>();
        estimate.providers().forEach(provider -> shown.put(provider.title(), provider));
        shown.put("Network volume", estimate.localVolume());
        return shown;
    }

    private String totalText(Provider provider, long count) {
        return estimate.bill(provider, count)
                .map(MonthlyBill::total)
                .map(DollarFormat::withoutSign)
                .orElse("-");
    }

    private static String wideRow(String name, List<String> cells) {
        return String.format("%-14s", name)
                + cells.stream().map(cell -> String.format(" %9s", cell)).collect(Collectors.joining());
    }

    private static String narrowRow(String name, List<String> cells) {
        return String.format("%-14s", name)
                + cells.stream().map(cell -> String.format(" %8s", cell)).collect(Collectors.joining());
    }

    private void addProviderSection(List<String> lines, String title, Provider provider) {
        Optional<MonthlyBill> bill = estimate.bill(provider, pulls);
        lines.add(title + ": "
                + bill.map(sum -> DollarFormat.withDollarSign(sum.total()) + " a month")
                        .orElse("too large for its plans"));
        bill.ifPresent(sum -> {
            lines.add("  storage  " + DollarFormat.withoutSign(sum.storage()));
            lines.add("  requests " + DollarFormat.withoutSign(sum.requests()));
            lines.add("  egress   " + DollarFormat.withoutSign(sum.egress()));
        });
    }

    private String breakEvenText() {
        String other = estimate.secondProvider().title();
        String one = estimate.firstProvider().title();
        if (isBelowCent(estimate.firstProvider()) && isBelowCent(estimate.secondProvider())) {
            return one + " and " + other + " cost less than a cent a month each.";
        }
        return estimate.breakEvenPulls().stream()
                .mapToObj(from -> from == 0
                        ? other + " is cheaper than " + one + " even without a pull."
                        : other + " is cheaper than " + one + " from " + timesText(from) + " a month on.")
                .findFirst()
                .orElse(other + " is never cheaper than " + one + ".");
    }

    private boolean isBelowCent(Provider provider) {
        return estimate.bill(provider, pulls)
                .map(bill -> bill.total().compareTo(ONE_CENT) < 0)
                .orElse(false);
    }

    /** Snapshots are full copies, so their costs grow. */
    private static String snapshotsText() {
        return "Each dated snapshot is a full copy: 30 snapshots of 5 GB add 150 GB.";
    }

    /** The calculation of the original guide. */
    private String grossText() {
        Provider provider = estimate.firstProvider();
        MonthlyBill none = estimate.billWithoutFreeAllowance(provider, 0).orElseThrow();
        MonthlyBill once = estimate.billWithoutFreeAllowance(provider, 1).orElseThrow();
        MonthlyBill all = estimate.billWithoutFreeAllowance(provider, pulls).orElseThrow();
        return "Without the free allowance of " + provider.title() + ": " + DollarFormat.withoutSign(none.storage())
                + " a month to store it, "
                + DollarFormat.withoutSign(once.egress()) + " egress for one pull"
                + (pulls < 2 ? "" : ", " + DollarFormat.withoutSign(all.egress()) + " for " + HumanNumbers.count(pulls))
                + ".";
    }

    private List<String> wrap(String text) {
        return WordWrap.wrap(text, Math.min(columns, 80));
    }
}
