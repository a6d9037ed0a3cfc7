package replaystorage.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import replaystorage.host.HumanNumbers;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.Route;

/**
 * The results of a command's transfers in one line.
 *
 * @param failedPlans number of transfers that could not be planned
 */
public record TransferSummary(
        TransferOutcome outcome, List<PreparedTransfer> preparedTransfers, int failedPlans, Duration time) {

    public String summaryLine() {
        if (preparedTransfers.isEmpty()) {
            return "nothing was done";
        }
        boolean nothing = preparedTransfers.stream().allMatch(each -> each.nothingToDo() != null);
        if (nothing && outcome.status() == 0) {
            return nothingToDoText(preparedTransfers);
        }
        if (isUpToDate()) {
            return "up to date: " + HumanNumbers.files(outcome.equalFiles()) + ", "
                    + HumanNumbers.bytes(outcome.equalBytes());
        }
        List<String> parts = new ArrayList<>();
        parts.add(outcome.files() == 0 ? "nothing" + verb() : movedText());
        addCount(parts, outcome.equalFiles(), "unchanged");
        addCount(parts, outcome.deletedFiles(), "deleted");
        addCount(parts, outcome.unstableFiles().size(), "still being written");
        if (failedPlans > 0) {
            parts.add(failedPlans + " of " + (preparedTransfers.size() + failedPlans) + " folders failed");
        }
        int failed = outcome.failedFiles().size() - failedPlans;
        if (failed > 0) {
            parts.add(HumanNumbers.files(failed) + " failed");
        }
        return String.join(", ", parts);
    }

    private boolean isUpToDate() {
        return outcome.status() == 0 && outcome.files() == 0 && outcome.deletedFiles() == 0;
    }

    private static void addCount(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(HumanNumbers.count(count) + " " + what);
        }
    }

    private String movedText() {
        String all = HumanNumbers.files(outcome.files()) + ", " + HumanNumbers.bytes(outcome.bytes());
        String took = " in " + HumanNumbers.elapsed(time);
        long sent = outcome.bytes() - outcome.serverSideBytes();
        if (outcome.serverSideBytes() > 0) {
            String inside = sent == 0 ? "all" : HumanNumbers.bytes(outcome.serverSideBytes());
            return all + " (" + inside + " copied inside the bucket, " + HumanNumbers.bytes(sent) + " uploaded)" + took;
        }
        String rate = HumanNumbers.rate(sent * 1e9 / Math.max(1, time.toNanos()));
        return all + verb() + took + (sent > 0 ? " (" + rate + ")" : "");
    }

    private String verb() {
        return preparedTransfers.stream().anyMatch(each -> each.plan().route().direction() == Route.Direction.UP)
                ? " uploaded"
                : " downloaded";
    }

    /** Names all empty folders in one sentence. */
    public static String nothingToDoText(List<PreparedTransfer> empty) {
        List<Route> routes = empty.stream().map(each -> each.plan().route()).toList();
        boolean beside = routes.stream()
                        .map(route -> route.localFolder().getParent())
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                == 1;
        boolean up = routes.stream().allMatch(route -> route.direction() == Route.Direction.UP);
        if (routes.size() < 2 || !beside || !up) {
            return empty.stream().map(PreparedTransfer::nothingToDo).distinct().collect(Collectors.joining("; "));
        }
        List<String> names = routes.stream()
                .map(route -> route.localFolder().getFileName().toString())
                .toList();
        String last = names.get(names.size() - 1);
        return "nothing to upload: " + String.join(", ", names.subList(0, names.size() - 1)) + " and " + last + " in "
                + routes.get(0).localFolder().getParent() + " are empty or missing";
    }
}
