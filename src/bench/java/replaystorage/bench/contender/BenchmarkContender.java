package replaystorage.bench.contender;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import replaystorage.bench.run.MeasuredProcess;

/** A tool and its task. */
public record BenchmarkContender(String tool, RunPreparation preparation) {

    /** Prepares a run; not part of the measured time. */
    public interface RunPreparation {
        PreparedRun attempt(int run) throws IOException;
    }

    /** Checks the result of a run; not part of the measured time. */
    public interface RunCheck {
        /** @return the error, or empty */
        String findError(MeasuredProcess launch) throws IOException;
    }

    public record PreparedRun(List<String> command, Map<String, String> variables, RunCheck check) {}
}
