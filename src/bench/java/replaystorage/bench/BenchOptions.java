package replaystorage.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import replaystorage.bench.contender.BenchmarkPod;

public final class BenchOptions {
    @Option(names = "--scenario", split = ",", paramLabel = "NAME", description = "Run only these scenarios.")
    List<String> scenarios = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "Runs per tool (default: ${DEFAULT-VALUE}).")
    public int runs = 5;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "40ms",
            converter = MillisecondsConverter.class,
            description = "Round-trip time (default: ${DEFAULT-VALUE}).")
    public Duration latency = Duration.ZERO;

    @Option(
            names = "--cap",
            paramLabel = "RATE",
            defaultValue = "400M",
            converter = BitRateConverter.class,
            description =
                    "Bits per second in each direction for all connections, in scenarios with a cap (default: ${DEFAULT-VALUE}).")
    public long cap;

    @Option(
            names = "--scale",
            split = ",",
            paramLabel = "N",
            description = "Numbers of objects of the scenario scale (default: 1000,10000,100000).")
    public List<Integer> scale = List.of(1000, 10_000, 100_000);

    @Option(
            names = "--fraction",
            paramLabel = "F",
            description = "Fraction of the data, such as 0.1 for a quick run (default: ${DEFAULT-VALUE}).")
    double fraction = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results (default: target/bench of the source tree).")
    Path out = BenchmarkPod.tree().resolve("target/bench");

    @Option(
            names = "--smoke",
            description = "Run each scenario once with very little data, to check that the benchmarks work.")
    public boolean smoke;

    /** Applies what --smoke implies. */
    BenchOptions withSmokeDefaults() {
        if (smoke) {
            runs = 1;
            fraction = 0.005;
            latency = Duration.ofMillis(4);
            scale = List.of(20, 40);
        }
        return this;
    }

    /** Scales a number by --fraction, down to a minimum that can still be measured. */
    public int part(int number) {
        return (int) Math.max(5, Math.round(number * fraction));
    }

    public long part(long bytes) {
        return Math.max(1_000_000, Math.round(bytes * fraction));
    }

    static final class MillisecondsConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("\\d+(ms)?")) {
                throw new TypeConversionException("'" + text + "' is not a time such as 40ms");
            }
            return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
        }
    }

    static final class BitRateConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("[1-9]\\d*M")) {
                throw new TypeConversionException("'" + text + "' is no rate such as 400M");
            }
            return Long.parseLong(text.replace("M", "")) * 1_000_000;
        }
    }
}
