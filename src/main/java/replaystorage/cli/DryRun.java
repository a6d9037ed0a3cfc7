package replaystorage.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    void print(Prepared prepared) {
        Plan plan = prepared.plan();
        if (prepared.nothing() != null) {
            out.accept(prepared.nothing());
        }
        for (Step step : plan.steps()) {
            String action = step.action().name().toLowerCase(Locale.ROOT).replace('_', '-');
            out.accept(String.format(
                    "%-12s %12d %s/%s",
                    action, step.bytes(plan.route().direction()), plan.route().title(), step.name()));
        }
        Forecast forecast = forecast(prepared);
        display.forecast(forecast);
        out.accept(text(forecast, plan.route().direction()));
    }

    private Forecast forecast(Prepared prepared) {
        Plan plan = prepared.plan();
        Requests requests = requests(prepared);
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
            case SNAPSHOT -> demand.copies(load);
            case UP -> demand.up(load).and(demand.copies(load(plan, step -> step.action() == Action.KEEP_REMOTE)));
            case DOWN, LIST -> demand.down(load);
        };
        boolean there = plan.route().direction() == Route.Direction.UP;
        return demand.listing((long) plan.equal() + plan.steps().size())
                .and(over)
                .and(there ? demand.deletions(plan.steps(Action.DELETE).size()) : Requests.NONE);
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

    private String text(Forecast forecast, Route.Direction direction) {
        return forecast.name() + ": would " + (direction == Route.Direction.UP ? "send " : "bring ")
                + Figures.count(forecast.files(), "file") + ", " + Figures.bytes(forecast.bytes()) + "; "
                + Figures.count(forecast.equal()) + " equal already"
                + (forecast.deletions() > 0 ? "; would delete " + Figures.count(forecast.deletions(), "file") : "")
                + cost(forecast);
    }

    private String cost(Forecast forecast) {
        if (forecast.requests() == 0) {
            return "";
        }
        String classes = forecast.classes().entrySet().stream()
                .map(each -> each.getKey() + " " + Figures.count(each.getValue()))
                .collect(Collectors.joining(", "));
        return "; about " + Figures.count(forecast.requests(), "request")
                + (classes.isEmpty()
                        ? ""
                        : " (" + classes + "), " + Dollars.of(forecast.dollars()) + " before what is free");
    }
}
