package replaystorage.bench.report;

/**
 * One run of one tool.
 *
 * @param series the scenario, or one size of it
 * @param bytes transferred bytes, 0 if none were needed
 * @param failure why the run is not valid, or empty
 */
public record BenchmarkRun(
        String series,
        long objects,
        long bytes,
        String tool,
        int run,
        double seconds,
        RequestCountsByName requests,
        double residentMib,
        String failure) {

    public boolean counts() {
        return failure.isEmpty();
    }
}
