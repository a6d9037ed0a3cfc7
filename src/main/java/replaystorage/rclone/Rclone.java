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
     * @throws replaystorage.settings.CliException 69 where the binary can't be started
     */
    Ended run(Call call);

    /**
     * One run of rclone. The consumers are called from threads of their own, one line after the other.
     *
     * @param arguments without the binary's name; never a secret
     * @param stdout gets each line of the standard output
     * @param log gets each line of the standard error
     * @param patience how long neither a line of output nor a byte more in the counters may come before the run is ended; zero for ever
     * @param raw gets the standard output as it comes, byte for byte, instead of stdout; or null
     */
    record Call(
            List<String> arguments,
            Consumer<String> stdout,
            Consumer<LogLine> log,
            Duration patience,
            OutputStream raw) {

        public Call(List<String> arguments, Consumer<String> stdout, Consumer<LogLine> log, Duration patience) {
            this(arguments, stdout, log, patience, null);
        }

        /** A run whose standard output is drawn by rclone itself (`--progress`). */
        public static Call raw(List<String> arguments, OutputStream raw, Consumer<LogLine> log, Duration patience) {
            return new Call(arguments, line -> {}, log, patience, raw);
        }

        /** The same with more flags. */
        public Call with(List<String> flags) {
            List<String> all = Stream.concat(arguments.stream(), flags.stream()).toList();
            return new Call(all, stdout, log, patience, raw);
        }

        public Optional<OutputStream> rawOutput() {
            return Optional.ofNullable(raw);
        }
    }

    /**
     * How a run ended.
     *
     * @param status rclone's exit code, or 128+N after signal N
     * @param stalled we ended it because nothing came any more
     */
    record Ended(int status, boolean stalled) {
        public boolean ok() {
            return status == 0 && !stalled;
        }
    }
}
