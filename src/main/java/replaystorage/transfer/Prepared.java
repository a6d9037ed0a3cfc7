package replaystorage.transfer;

import java.util.List;
import java.util.function.Function;

/**
 * A transfer that is planned and not yet begun.
 *
 * @param nothing why there is nothing to do, or null
 */
public record Prepared(Plan plan, String nothing, Function<Plan, Outcome> transfer) {
    static Prepared nothing(Route route, String why) {
        return new Prepared(new Plan(route, List.of(), 0), why, plan -> Outcome.NOTHING);
    }

    /** The same without the steps of an action. */
    public Prepared without(Action action) {
        List<Step> steps =
                plan.steps().stream().filter(step -> step.action() != action).toList();
        return new Prepared(new Plan(plan.route(), steps, plan.equal()), nothing, transfer);
    }

    /** Carries the plan out. */
    public Outcome run() {
        return transfer.apply(plan);
    }
}
