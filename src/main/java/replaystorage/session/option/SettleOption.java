package replaystorage.session.option;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import replaystorage.stability.StableFileDetector;

public final class SettleOption {
    private static final Duration DEFAULT_SETTLE_TIME = Duration.ofSeconds(3);

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = {
                "Upload only files that are unchanged for TIME, not open for writing, and complete (default: 3s; 0 turns the check off)."
            })
    private Duration settle;

    /** @param usual the time if the option is not given */
    public Duration settleTime(Optional<Duration> usual) {
        return settle != null ? settle : usual.orElse(DEFAULT_SETTLE_TIME);
    }

    public StableFileDetector stableFileDetector() {
        return new StableFileDetector(settleTime(Optional.empty()));
    }
}
