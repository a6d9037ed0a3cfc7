package replaystorage.transfer;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import replaystorage.flags.RcloneJobType;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * A transfer that is planned but not started.
 *
 * @param job the rclone job, for request counts
 * @param nothingToDo why there is nothing to do, or null
 * @param serverSideNames finds the files that the storage will copy itself
 */
public record PreparedTransfer(
        RcloneJobType job,
        Plan plan,
        String nothingToDo,
        Function<Plan, TransferOutcome> executor,
        Supplier<Set<String>> serverSideNames) {
    public PreparedTransfer(Plan plan, String nothing, Function<Plan, TransferOutcome> transfer) {
        this(
                plan.route().direction() == Route.Direction.UP ? RcloneJobType.UP : RcloneJobType.DOWN,
                plan,
                nothing,
                transfer,
                Set::of);
    }

    public static PreparedTransfer nothingToDo(Route route, String why) {
        return new PreparedTransfer(
                new Plan(route, List.of(), 0, Plan.UNKNOWN_OBJECTS), why, plan -> TransferOutcome.NOTHING);
    }

    public PreparedTransfer without(PlannedAction action) {
        List<PlannedFile> steps = plan.plannedFiles().stream()
                .filter(planned -> planned.action() != action)
                .toList();
        return withPlan(plan.withFiles(steps));
    }

    public PreparedTransfer withPlan(Plan other) {
        return new PreparedTransfer(job, other, nothingToDo, executor, serverSideNames);
    }

    private PreparedTransfer withExecutor(Function<Plan, TransferOutcome> other) {
        return new PreparedTransfer(job, plan, nothingToDo, other, serverSideNames);
    }

    public PreparedTransfer asSnapshot(Supplier<Set<String>> copied) {
        return new PreparedTransfer(RcloneJobType.SNAPSHOT, plan, nothingToDo, executor, copied);
    }

    /** Adds a step that runs after the transfer, even if it failed. */
    public PreparedTransfer andThen(Runnable end) {
        return withExecutor(chosen -> {
            try {
                return executor.apply(chosen);
            } finally {
                end.run();
            }
        });
    }

    /** Adds a check that runs right before the transfer and may refuse it. */
    public PreparedTransfer checkedBy(Consumer<Plan> check) {
        return withExecutor(chosen -> {
            check.accept(chosen);
            return executor.apply(chosen);
        });
    }

    /** Sets the status of a successful outcome. */
    public PreparedTransfer withStatus(int status) {
        return withExecutor(chosen -> executor.apply(chosen).withStatus(status));
    }

    public TransferOutcome run() {
        return executor.apply(plan);
    }
}
