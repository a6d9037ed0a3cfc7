package replaystorage.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A tool with what it has to do. */
record Contender(String tool, Preparation preparation) {

    /** Makes ready, outside the measured time, what a run of this number needs. */
    interface Preparation {
        Attempt attempt(int run) throws IOException;
    }

    /** Looks, outside the measured time, whether a run did what it should. */
    interface Check {
        /** @return what is wrong, empty where nothing is */
        String wrong(Launch launch) throws IOException;
    }

    /** A run that is ready. */
    record Attempt(List<String> command, Map<String, String> variables, Check check) {}
}
