package replaystorage.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Duration, memory and output of a command.
 *
 * @param started as of System.nanoTime
 * @param said both output streams
 */
public record MeasuredProcess(int status, double seconds, long started, long peakKib, String said) {
    private static final long MINUTES = 60;
    private static final int END = 300;

    /** Runs a command with only these variables. */
    public static MeasuredProcess of(List<String> command, Map<String, String> variables) throws IOException {
        Path log = Files.createTempFile("bench", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        long start = System.nanoTime();
        Process process = builder.start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        try (PeakMemorySampler memory = PeakMemorySampler.of(process)) {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
            }
            int status = process.waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            Runtime.getRuntime().removeShutdownHook(end);
            return new MeasuredProcess(status, seconds, start, memory.peakKib(), Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(log);
        }
    }

    /** Last lines of the output, in one line. */
    public String end() {
        String text = said.strip();
        return text.substring(Math.max(0, text.length() - END)).replace('\n', ' ');
    }
}
