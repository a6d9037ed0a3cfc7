package replaystorage.doctor;

import java.util.List;

/** Looks at one thing. */
@FunctionalInterface
public interface Check {
    /**
     * One finding at least.
     *
     * @throws replaystorage.settings.CliException where what it looks at is in no state to be looked at; that is its finding then
     */
    List<Finding> look();
}
