package replaystorage.cli;

import java.time.Duration;
import picocli.CommandLine.Option;
import replaystorage.settling.Settling;

/** How a command that sends files tells those that are still being written. */
final class SettleOption {
    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = TimeConverter.class,
            description = {
                "Send only what was left alone for so long, is open for writing nowhere, and is complete (default: 3s).",
                "0: whatever is there."
            })
    private Duration settle;

    Duration time() {
        return settle;
    }

    Settling settling() {
        return new Settling(settle);
    }
}
