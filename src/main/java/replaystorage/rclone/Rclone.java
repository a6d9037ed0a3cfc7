package replaystorage.rclone;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The rclone binary. */
public interface Rclone {
    /**
     * Runs rclone and waits for its end.
     *
     * @throws replaystorage.host.CliException 69 if the binary can't be started
     */
    Exit run(RcloneCall call);

    /** The same for a short run whose lines are of use only when it has ended. */
    default RcloneOutput collectOutput(List<String> arguments, Duration stallTimeout) {
        List<String> stdout = new ArrayList<>();
        List<String> log = new ArrayList<>();
        Exit exit = run(new RcloneCall(arguments, stdout::add, line -> log.add(line.message()), stallTimeout));
        return new RcloneOutput(exit, stdout, log);
    }

    /** What a run printed and logged. */
    record RcloneOutput(Exit exit, List<String> stdout, List<String> log) {}

    /**
     * A call of rclone. Each consumer is called from its own thread, line by line.
     *
     * @param arguments without the binary; never a secret
     * @param log receives the lines of stderr
     * @param stallTimeout ends a run that neither writes a line nor moves its counters for so long; zero: never
     * @param rawStdout receives stdout unchanged, instead of stdout; or null
     */
    record RcloneCall(
            List<String> arguments,
            Consumer<String> stdout,
            Consumer<LogLine> log,
            Duration stallTimeout,
            OutputStream rawStdout) {

        public RcloneCall(List<String> arguments, Consumer<String> stdout, Consumer<LogLine> log, Duration patience) {
            this(arguments, stdout, log, patience, null);
        }

        /** A call whose progress rclone draws itself (`--progress`). */
        public static RcloneCall rawStdout(
                List<String> arguments, OutputStream raw, Consumer<LogLine> log, Duration patience) {
            return new RcloneCall(arguments, line -> {}, log, patience, raw);
        }

        public RcloneCall withFlags(List<String> flags) {
            List<String> all = Stream.concat(arguments.stream(), flags.stream()).toList();
            return new RcloneCall(all, stdout, log, stallTimeout, rawStdout);
        }

        /** Whether it lists a folder, and not only files that a list names. */
        public boolean isListing() {
            return arguments.contains("lsjson") && !arguments.contains("--files-from-raw");
        }

        public Optional<OutputStream> rawStdoutIfAny() {
            return Optional.ofNullable(rawStdout);
        }
    }

    /**
     * @param status rclone's exit code, or 128+N after signal N
     * @param stalled true if we ended it because of a stall
     */
    record Exit(int status, boolean stalled) {
        public boolean isSuccess() {
            return status == 0 && !stalled;
        }
    }
}
