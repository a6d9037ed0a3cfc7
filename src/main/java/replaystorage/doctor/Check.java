package replaystorage.doctor;

import java.util.List;

/** Looks at one thing. */
@FunctionalInterface
public interface Check {
    /**
     * What it finds; nothing where there is nothing of that kind to look at.
     *
     * @throws replaystorage.host.CliException where what it looks at is in no state to be looked at; that is its finding then
     */
    List<Finding> run();
}
