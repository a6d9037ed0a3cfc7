package replaystorage.doctor;

import java.util.List;

/** Tests one part of the set-up. */
@FunctionalInterface
public interface Check {
    /**
     * @return the findings; none if there is nothing to test
     * @throws replaystorage.host.CliException if the test is impossible; it becomes a finding
     */
    List<Finding> run();
}
