package replaystorage.rclone;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The rclone binary. */
public interface Rclone {
    /**
     * Runs rclone to its end.
     *
     * @throws replaystorage.host.CliException 69 where the binary can't be started
     */
    Exit run(RcloneCall call);

    /**
     * One run of rclone. The consumers are called from threads of their own, one line after the other.
     *
     * @param arguments without the binary's name; never a secret
     * @param stdout gets each line of the standard output
     * @param log gets each line of the standard error
     * @param stallTimeout how long neither a line of output nor a byte more in the counters may come before the run is ended; zero for ever
     * @param rawStdout gets the standard output as it comes, byte for byte, instead of stdout; or null
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

        /** A run whose standard output is drawn by rclone itself (`--progress`). */
        public static RcloneCall rawStdout(
                List<String> arguments, OutputStream raw, Consumer<LogLine> log, Duration patience) {
            return new RcloneCall(arguments, line -> {}, log, patience, raw);
        }

        /** The same with more flags. */
        public RcloneCall withFlags(List<String> flags) {
            List<String> all = Stream.concat(arguments.stream(), flags.stream()).toList();
            return new RcloneCall(all, stdout, log, stallTimeout, rawStdout);
        }

        public Optional<OutputStream> rawStdoutIfAny() {
            return Optional.ofNullable(rawStdout);
        }
    }

    /**
     * How a run ended.
     *
     * @param status rclone's exit code, or 128+N after signal N
     * @param stalled we ended it because nothing came any more
     */
    record Exit(int status, boolean stalled) {
        public boolean isSuccess() {
            return status == 0 && !stalled;
        }
    }
}
