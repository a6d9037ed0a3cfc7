package replaystorage.it.doctor;

import java.util.function.Consumer;
import replaystorage.support.Pod;

/**
 * A problem.
 *
 * @param about the check that finds it
 * @param says a part of doctor's message
 */
record DoctorProblem(String name, Consumer<Pod> make, String about, String says) {
    static DoctorProblem found(String about, String says) {
        return new DoctorProblem("", pod -> {}, about, says);
    }

    static DoctorProblem set(String variable, String value, String about, String says) {
        return new DoctorProblem(variable + "=" + value, pod -> pod.with(variable, value), about, says);
    }

    @Override
    public String toString() {
        return name;
    }
}
