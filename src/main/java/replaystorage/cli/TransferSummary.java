package replaystorage.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import replaystorage.progress.Figures;
import replaystorage.transfer.Outcome;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.Route;

/**
 * What a command's transfers came to, in one line.
 *
 * @param prepared those that could be planned
 * @param unplanned how many could not
 */
record TransferSummary(Outcome outcome, List<Prepared> prepared, int unplanned, Duration time) {

    String text() {
        if (prepared.isEmpty()) {
            return "nothing was done";
        }
        boolean nothing = prepared.stream().allMatch(each -> each.nothing() != null);
        if (nothing && outcome.status() == 0) {
            return nothing(prepared);
        }
        if (isUpToDate()) {
            return "up to date: " + Figures.count(outcome.equal(), "file") + ", " + Figures.bytes(outcome.equalBytes());
        }
        List<String> parts = new ArrayList<>();
        parts.add(outcome.files() == 0 ? "nothing" + verb() : moved());
        add(parts, outcome.equal(), "unchanged");
        add(parts, outcome.deleted(), "deleted");
        add(parts, outcome.growing().size(), "still being written");
        if (unplanned > 0) {
            parts.add(unplanned + " of " + (prepared.size() + unplanned) + " folders failed");
        }
        int failed = outcome.failed().size() - unplanned;
        if (failed > 0) {
            parts.add(Figures.count(failed, "file") + " failed");
        }
        return String.join(", ", parts);
    }

    private boolean isUpToDate() {
        return outcome.status() == 0 && outcome.files() == 0 && outcome.deleted() == 0;
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Figures.count(count) + " " + what);
        }
    }

    private String moved() {
        String all = Figures.count(outcome.files(), "file") + ", " + Figures.bytes(outcome.bytes());
        String took = " in " + Figures.elapsed(time);
        long sent = outcome.bytes() - outcome.inside();
        if (outcome.inside() > 0) {
            String inside = sent == 0 ? "all" : Figures.bytes(outcome.inside());
            return all + " (" + inside + " copied inside the bucket, " + Figures.bytes(sent) + " sent)" + took;
        }
        String rate = Figures.rate(sent * 1e9 / Math.max(1, time.toNanos()));
        return all + verb() + took + (sent > 0 ? " (" + rate + ")" : "");
    }

    private String verb() {
        return prepared.stream().anyMatch(each -> each.plan().route().direction() == Route.Direction.UP)
                ? " sent"
                : " downloaded";
    }

    /** Folders that hold nothing are told in one sentence. */
    static String nothing(List<Prepared> empty) {
        List<Route> routes = empty.stream().map(each -> each.plan().route()).toList();
        boolean beside = routes.stream()
                        .map(route -> route.local().getParent())
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                == 1;
        boolean up = routes.stream().allMatch(route -> route.direction() == Route.Direction.UP);
        if (routes.size() < 2 || !beside || !up) {
            return empty.stream().map(Prepared::nothing).distinct().collect(Collectors.joining("; "));
        }
        List<String> names = routes.stream()
                .map(route -> route.local().getFileName().toString())
                .toList();
        String last = names.get(names.size() - 1);
        return "nothing to upload: " + String.join(", ", names.subList(0, names.size() - 1)) + " and " + last + " in "
                + routes.get(0).local().getParent() + " are empty or not there";
    }
}
