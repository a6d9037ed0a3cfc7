package replaystorage;

import java.util.function.Consumer;
import replaystorage.support.Pod;

/**
 * A mistake.
 *
 * @param about the check that finds it
 * @param says a part of what doctor says
 */
record Mistake(String name, Consumer<Pod> make, String about, String says) {
    static Mistake found(String about, String says) {
        return new Mistake("", pod -> {}, about, says);
    }

    static Mistake set(String variable, String value, String about, String says) {
        return new Mistake(variable + "=" + value, pod -> pod.with(variable, value), about, says);
    }

    @Override
    public String toString() {
        return name;
    }
}
