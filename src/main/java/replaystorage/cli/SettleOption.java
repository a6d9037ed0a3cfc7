package replaystorage.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import replaystorage.settling.Settling;

/** How a command that sends files tells those that are still being written. */
final class SettleOption {
    private static final Duration USUAL = Duration.ofSeconds(3);

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = {
                "Wait until a file was unchanged for TIME, no process has it open for writing, and it is complete (default: 3s).",
                "0 turns the check off."
            })
    private Duration settle;

    /** @param usual what holds where the option is not given */
    Duration time(Optional<Duration> usual) {
        return settle != null ? settle : usual.orElse(USUAL);
    }

    Settling settling() {
        return new Settling(time(Optional.empty()));
    }
}
