package replaystorage.jobs;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import replaystorage.console.Console;
import replaystorage.console.DryRunForecast;
import replaystorage.costs.DollarFormat;
import replaystorage.costs.MonthlyBill;
import replaystorage.costs.RequestCounts;
import replaystorage.costs.RequestEstimate;
import replaystorage.costs.TransferVolume;
import replaystorage.host.HumanNumbers;
import replaystorage.providers.Prices;
import replaystorage.providers.Provider;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Prints the plan of a transfer instead of running it: each file, and the totals. */
public final class DryRun {
    private final Provider provider;
    private final Console display;
    private final Consumer<String> out;

    /** @param out receives each line */
    public DryRun(Provider provider, Console display, Consumer<String> out) {
        this.provider = provider;
        this.display = display;
        this.out = out;
    }

    public void print(List<PreparedTransfer> all) {
        out.accept("dry run: nothing is changed");
        List<PreparedTransfer> empty =
                all.stream().filter(each -> each.nothingToDo() != null).toList();
        if (!empty.isEmpty()) {
            out.accept(TransferSummary.nothingToDoText(empty));
        }
        all.stream().filter(each -> each.nothingToDo() == null).forEach(this::print);
    }

    private void print(PreparedTransfer prepared) {
        Plan plan = prepared.plan();
        String folder = bucketFolder(plan.route());
        for (PlannedFile planned : plan.plannedFiles()) {
            String action = planned.action().name().toLowerCase(Locale.ROOT).replace('_', '-');
            long bytes = planned.action().transfersBytes()
                    ? planned.transferredBytes(plan.route().direction())
                    : planned.replacedOrKeptBytes();
            out.accept(String.format("%-12s %12d %s%s", action, bytes, folder, planned.name()));
        }
        RequestCounts requests = requestCounts(prepared);
        DryRunForecast forecast = forecast(prepared, requests);
        display.showForecast(forecast);
        out.accept(summaryText(forecast, plan.route().direction(), requests));
    }

    /** Relative to the bucket; for replays, the named folder. */
    private static String bucketFolder(Route route) {
        String folder = route.title().equals("replays") ? route.remoteFolder().folderPath() : route.title();
        return folder.isEmpty() ? "" : folder + "/";
    }

    private DryRunForecast forecast(PreparedTransfer prepared, RequestCounts requests) {
        Plan plan = prepared.plan();
        Prices prices = provider.prices();
        Map<String, Long> classes = new LinkedHashMap<>();
        requests.byRequestClass(prices).forEach((each, count) -> classes.put(each.name(), count));
        BigDecimal egress = plan.route().direction() == Route.Direction.UP
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(plan.transferredBytes()).movePointLeft(9).multiply(prices.egress());
        return new DryRunForecast(
                plan.route().title(),
                plan.transferredFiles(),
                plan.transferredBytes(),
                plan.equalFiles(),
                plan.plannedFiles(PlannedAction.DELETE).size(),
                classes.isEmpty()
                        ? requests.billableRequests()
                        : classes.values().stream().mapToLong(Long::longValue).sum(),
                classes,
                MonthlyBill.of(prices, requests).add(egress));
    }

    /** Includes the listing, which the real run repeats. */
    private RequestCounts requestCounts(PreparedTransfer prepared) {
        if (provider.buckets().kind() == Provider.BucketKind.PATH) {
            return RequestCounts.NONE;
        }
        Plan plan = prepared.plan();
        RequestEstimate estimate = new RequestEstimate(provider);
        TransferVolume volume = transferVolume(plan, planned -> planned.action().transfersBytes());
        RequestCounts over = switch (prepared.job()) {
            case SNAPSHOT ->
                snapshotRequests(estimate, plan, prepared.serverSideNames().get());
            case UP ->
                estimate.forUpload(volume)
                        .plus(estimate.forServerSideCopy(
                                transferVolume(plan, planned -> planned.action() == PlannedAction.KEEP_REMOTE)));
            case DOWN, LIST -> estimate.forDownload(volume);
        };
        boolean there = plan.route().direction() == Route.Direction.UP;
        return estimate.forListing(
                        (long) plan.equalFiles() + plan.plannedFiles().size())
                .plus(over)
                .plus(
                        there
                                ? estimate.forDeletion(
                                        plan.plannedFiles(PlannedAction.DELETE).size())
                                : RequestCounts.NONE);
    }

    /** Files equal to those of the current folder, which is listed too, are copied; the others are uploaded. */
    private RequestCounts snapshotRequests(RequestEstimate estimate, Plan plan, Set<String> inside) {
        RequestCounts copied =
                estimate.forServerSideCopy(transferVolume(plan, planned -> inside.contains(planned.name())));
        RequestCounts sent = estimate.forUpload(
                transferVolume(plan, planned -> planned.action().transfersBytes() && !inside.contains(planned.name())));
        return copied.plus(sent);
    }

    private TransferVolume transferVolume(Plan plan, Predicate<PlannedFile> which) {
        List<PlannedFile> steps = plan.plannedFiles().stream().filter(which).toList();
        long folders = steps.stream()
                .map(planned -> planned.name().substring(0, planned.name().lastIndexOf('/') + 1))
                .distinct()
                .count();
        return TransferVolume.of(
                steps.stream()
                        .map(planned -> planned.transferredBytes(plan.route().direction()))
                        .toList(),
                folders,
                provider.prices().uploadPartSize());
    }

    private String summaryText(DryRunForecast forecast, Route.Direction direction, RequestCounts requests) {
        boolean up = direction == Route.Direction.UP;
        String all = forecast.files() == 0 && forecast.deletions() == 0
                ? "nothing to " + (up ? "upload" : "download") + ", "
                        + HumanNumbers.count(forecast.equalFiles(), "file") + " unchanged"
                : "would " + (up ? "upload " : "download ") + HumanNumbers.count(forecast.files(), "file") + ", "
                        + HumanNumbers.bytes(forecast.bytes()) + "; " + HumanNumbers.count(forecast.equalFiles())
                        + " unchanged"
                        + (forecast.deletions() > 0
                                ? "; would delete " + HumanNumbers.files(forecast.deletions())
                                : "");
        return forecast.title() + ": " + all + costText(forecast, requests);
    }

    private String costText(DryRunForecast forecast, RequestCounts requests) {
        if (forecast.requests() == 0) {
            return "";
        }
        boolean billed = !forecast.requestsByClass().isEmpty();
        String kinds = requests.counts().entrySet().stream()
                .filter(each -> billed
                        ? requests.isBilled(each.getKey(), provider.prices())
                        : each.getKey() != Prices.RequestKind.SIGN_IN)
                .map(each -> HumanNumbers.count(each.getValue(), requestName(each.getKey())))
                .collect(Collectors.joining(", "));
        return "; about " + HumanNumbers.count(forecast.requests(), "request") + " (" + kinds + ")"
                + (billed ? ", " + priceText(forecast.dollars()) : "");
    }

    private static String priceText(BigDecimal dollars) {
        String text = DollarFormat.withDollarSign(dollars);
        return text.startsWith("<")
                ? "less than 1 cent even without the free allowance"
                : text + " before the free allowance";
    }

    private static String requestName(Prices.RequestKind kind) {
        return switch (kind) {
            case SIGN_IN -> "sign-in";
            case LIST -> "listing";
            case LOOK -> "HEAD request";
            case DOWNLOAD -> "download";
            case UPLOAD -> "upload";
            case COPY -> "server-side transfer";
            case DELETE -> "deletion";
        };
    }
}
