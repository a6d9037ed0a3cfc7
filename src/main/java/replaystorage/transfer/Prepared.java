package replaystorage.transfer;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import replaystorage.settings.Job;

/**
 * A transfer that is planned and not yet begun.
 *
 * @param job what rclone is going to do, by which the requests are counted
 * @param nothing why there is nothing to do, or null
 * @param inside the files that the storage is going to copy itself; asks it for them
 */
public record Prepared(
        Job job, Plan plan, String nothing, Function<Plan, Outcome> transfer, Supplier<Set<String>> inside) {
    Prepared(Plan plan, String nothing, Function<Plan, Outcome> transfer) {
        this(plan.route().direction() == Route.Direction.UP ? Job.UP : Job.DOWN, plan, nothing, transfer, Set::of);
    }

    static Prepared nothing(Route route, String why) {
        return new Prepared(new Plan(route, List.of(), 0, Plan.UNLISTED), why, plan -> Outcome.NOTHING);
    }

    /** The same without the steps of an action. */
    public Prepared without(Action action) {
        List<Step> steps =
                plan.steps().stream().filter(step -> step.action() != action).toList();
        return new Prepared(job, plan.with(steps), nothing, transfer, inside);
    }

    Prepared asSnapshot(Supplier<Set<String>> copied) {
        return new Prepared(Job.SNAPSHOT, plan, nothing, transfer, copied);
    }

    /** The same with something that is done when it has been carried out, however that ended. */
    public Prepared followedBy(Runnable end) {
        Function<Plan, Outcome> followed = chosen -> {
            try {
                return transfer.apply(chosen);
            } finally {
                end.run();
            }
        };
        return new Prepared(job, plan, nothing, followed, inside);
    }

    /** Carries the plan out. */
    public Outcome run() {
        return transfer.apply(plan);
    }
}
