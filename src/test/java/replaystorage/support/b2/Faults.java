package replaystorage.support.b2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The requests that a test has answered by an error, whatever they ask. */
final class Faults {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private record Rule(Predicate<B2Call> which, AtomicInteger left, B2Error answer) {}

    void add(Predicate<B2Call> which, int times, B2Error answer) {
        rules.add(new Rule(which, new AtomicInteger(times), answer));
    }

    void clear() {
        rules.clear();
    }

    /** @throws B2Error where a test wants it so */
    void strike(B2Call call) {
        for (Rule rule : rules) {
            if (rule.which().test(call) && rule.left().getAndDecrement() > 0) {
                throw rule.answer();
            }
        }
    }
}
