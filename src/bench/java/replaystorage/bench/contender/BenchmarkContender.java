package replaystorage.bench.contender;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import replaystorage.bench.run.MeasuredProcess;

/** A tool with what it has to do. */
public record BenchmarkContender(String tool, RunPreparation preparation) {

    /** Makes ready, outside the measured time, what a run of this number needs. */
    public interface RunPreparation {
        PreparedRun attempt(int run) throws IOException;
    }

    /** Looks, outside the measured time, whether a run did what it should. */
    public interface RunCheck {
        /** @return what is wrong, empty where nothing is */
        String findError(MeasuredProcess launch) throws IOException;
    }

    /** A run that is ready. */
    public record PreparedRun(List<String> command, Map<String, String> variables, RunCheck check) {}
}
