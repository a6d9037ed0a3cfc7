package replaystorage.bench.report;

/**
 * One run of one tool.
 *
 * @param series what is compared: a scenario, or one size of it
 * @param bytes that had to move, 0 where none had to
 * @param failure why it does not count, empty where it does
 */
public record BenchmarkRun(
        String series,
        long objects,
        long bytes,
        String tool,
        int run,
        double seconds,
        RequestTally requests,
        double residentMib,
        String failure) {

    public boolean counts() {
        return failure.isEmpty();
    }
}
