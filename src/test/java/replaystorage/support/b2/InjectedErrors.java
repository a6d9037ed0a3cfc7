package replaystorage.support.b2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Rules of a test that answer matching requests with an error. */
final class InjectedErrors {
    private final List<ErrorRule> rules = new CopyOnWriteArrayList<>();

    private record ErrorRule(Predicate<B2ApiCall> which, AtomicInteger left, B2ErrorResponse answer) {}

    void add(Predicate<B2ApiCall> which, int times, B2ErrorResponse answer) {
        rules.add(new ErrorRule(which, new AtomicInteger(times), answer));
    }

    void clear() {
        rules.clear();
    }

    void throwIfMatching(B2ApiCall call) {
        for (ErrorRule rule : rules) {
            if (rule.which().test(call) && rule.left().getAndDecrement() > 0) {
                throw rule.answer();
            }
        }
    }
}
