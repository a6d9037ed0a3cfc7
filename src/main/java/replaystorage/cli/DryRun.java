package replaystorage.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import replaystorage.costs.Bill;
import replaystorage.costs.Demand;
import replaystorage.costs.Load;
import replaystorage.costs.Requests;
import replaystorage.progress.Display;
import replaystorage.progress.Figures;
import replaystorage.progress.Forecast;
import replaystorage.settings.Prices;
import replaystorage.settings.Provider;
import replaystorage.transfer.Action;
import replaystorage.transfer.Plan;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.Route;
import replaystorage.transfer.Step;

/** Prints a transfer instead of carrying it out: each file, and what all of it comes to. */
final class DryRun {
    private final Provider provider;
    private final Display display;
    private final Consumer<String> out;

    /** @param out takes each line */
    DryRun(Provider provider, Display display, Consumer<String> out) {
        this.provider = provider;
        this.display = display;
        this.out = out;
    }

    /** All that a command would do. */
    void print(List<Prepared> all) {
        out.accept("dry run: nothing is changed");
        List<Prepared> empty =
                all.stream().filter(each -> each.nothing() != null).toList();
        if (!empty.isEmpty()) {
            out.accept(TransferSummary.nothing(empty));
        }
        all.stream().filter(each -> each.nothing() == null).forEach(this::print);
    }

    private void print(Prepared prepared) {
        Plan plan = prepared.plan();
        String folder = folder(plan.route());
        for (Step step : plan.steps()) {
            String action = step.action().name().toLowerCase(Locale.ROOT).replace('_', '-');
            long bytes = step.action().moves() ? step.bytes(plan.route().direction()) : step.bytesThere();
            out.accept(String.format("%-12s %12d %s%s", action, bytes, folder, step.name()));
        }
        Requests requests = requests(prepared);
        Forecast forecast = forecast(prepared, requests);
        display.forecast(forecast);
        out.accept(text(forecast, plan.route().direction(), requests));
    }

    /** In the bucket, which for replays is the folder that was named, if any. */
    private static String folder(Route route) {
        String folder = route.title().equals("replays") ? route.remote().path() : route.title();
        return folder.isEmpty() ? "" : folder + "/";
    }

    private Forecast forecast(Prepared prepared, Requests requests) {
        Plan plan = prepared.plan();
        Prices prices = provider.prices();
        Map<String, Long> classes = new LinkedHashMap<>();
        requests.billed(prices).forEach((each, count) -> classes.put(each.name(), count));
        BigDecimal egress = plan.route().direction() == Route.Direction.UP
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(plan.bytes()).movePointLeft(9).multiply(prices.egress());
        return new Forecast(
                plan.route().title(),
                plan.files(),
                plan.bytes(),
                plan.equal(),
                plan.steps(Action.DELETE).size(),
                classes.isEmpty()
                        ? requests.asked()
                        : classes.values().stream().mapToLong(Long::longValue).sum(),
                classes,
                Bill.of(prices, requests).add(egress));
    }

    /** Its own listing counts too: the real run makes another. */
    private Requests requests(Prepared prepared) {
        if (provider.bucketKind() == Provider.BucketKind.PATH) {
            return Requests.NONE;
        }
        Plan plan = prepared.plan();
        Demand demand = new Demand(provider);
        Load load = load(plan, step -> step.action().moves());
        Requests over = switch (prepared.job()) {
            case SNAPSHOT -> snapshot(demand, plan, prepared.inside().get());
            case UP -> demand.up(load).and(demand.copies(load(plan, step -> step.action() == Action.KEEP_REMOTE)));
            case DOWN, LIST -> demand.down(load);
        };
        boolean there = plan.route().direction() == Route.Direction.UP;
        return demand.listing((long) plan.equal() + plan.steps().size())
                .and(over)
                .and(there ? demand.deletions(plan.steps(Action.DELETE).size()) : Requests.NONE);
    }

    /** What the flat folder, which is listed too, holds equal is copied, the rest is sent. */
    private Requests snapshot(Demand demand, Plan plan, Set<String> inside) {
        Requests copied = demand.copies(load(plan, step -> inside.contains(step.name())));
        Requests sent = demand.up(load(plan, step -> step.action().moves() && !inside.contains(step.name())));
        return copied.and(sent);
    }

    private Load load(Plan plan, Predicate<Step> which) {
        List<Step> steps = plan.steps().stream().filter(which).toList();
        long folders = steps.stream()
                .map(step -> step.name().substring(0, step.name().lastIndexOf('/') + 1))
                .distinct()
                .count();
        return Load.of(
                steps.stream().map(step -> step.bytes(plan.route().direction())).toList(),
                folders,
                provider.prices().uploadPart());
    }

    private String text(Forecast forecast, Route.Direction direction, Requests requests) {
        boolean up = direction == Route.Direction.UP;
        String all = forecast.files() == 0 && forecast.deletions() == 0
                ? "nothing to " + (up ? "send" : "download") + ", " + Figures.count(forecast.equal(), "file")
                        + " unchanged"
                : "would " + (up ? "send " : "download ") + Figures.count(forecast.files(), "file") + ", "
                        + Figures.bytes(forecast.bytes()) + "; " + Figures.count(forecast.equal()) + " unchanged"
                        + (forecast.deletions() > 0
                                ? "; would delete " + Figures.count(forecast.deletions(), "file")
                                : "");
        return forecast.name() + ": " + all + cost(forecast, requests);
    }

    private String cost(Forecast forecast, Requests requests) {
        if (forecast.requests() == 0) {
            return "";
        }
        boolean billed = !forecast.classes().isEmpty();
        String kinds = requests.counts().entrySet().stream()
                .filter(each -> billed
                        ? requests.isBilled(each.getKey(), provider.prices())
                        : each.getKey() != Prices.Kind.SIGN_IN)
                .map(each -> Figures.count(each.getValue(), word(each.getKey())))
                .collect(Collectors.joining(", "));
        return "; about " + Figures.count(forecast.requests(), "request") + " (" + kinds + ")"
                + (billed ? ", " + price(forecast.dollars()) : "");
    }

    private static String price(BigDecimal dollars) {
        String text = Dollars.of(dollars);
        return text.startsWith("<")
                ? "less than 1 cent even without the free allowance"
                : text + " before the free allowance";
    }

    private static String word(Prices.Kind kind) {
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
