package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import replaystorage.bench.contender.BenchmarkPod;
import replaystorage.bench.network.SimulatedNetwork;
import replaystorage.bench.network.TcpRelay;
import replaystorage.bench.run.BenchmarkS3Server;
import replaystorage.bench.run.DirectRclone;
import replaystorage.bench.run.ExpectedFiles;
import replaystorage.bench.run.InterleavedRuns;
import replaystorage.bench.run.MeasuredProcess;

/** Server, tools and data folder of all scenarios. */
public record BenchContext(
        BenchOptions options,
        ExternalTools tools,
        Path folder,
        BenchmarkS3Server storage,
        DirectRclone remote,
        Consumer<String> log)
        implements AutoCloseable {
    static BenchContext prepare(BenchOptions options, ExternalTools tools, Path folder, Consumer<String> log)
            throws IOException {
        Path rclone = tools.find(ExternalTools.RCLONE).orElseThrow(() -> new IOException("no rclone on PATH"));
        Path data = Files.createDirectories(folder.resolve("server"));
        BenchmarkS3Server storage = new BenchmarkS3Server(tools.find(ExternalTools.MINIO), rclone, data);
        DirectRclone remote = DirectRclone.create(storage.endpoint(), folder, tools.path());
        return new BenchContext(options, tools, folder, storage, remote, log);
    }

    public SimulatedNetwork line() throws IOException {
        return line(0);
    }

    public SimulatedNetwork line(long cap) throws IOException {
        return new SimulatedNetwork(storage.port(), options.latency, cap, tools.find(ExternalTools.TOXIPROXY));
    }

    /** A relay without latency and cap, which only observes. */
    public TcpRelay unlimitedRelay() throws IOException {
        return new TcpRelay(storage.port(), Duration.ZERO, 0);
    }

    public BenchmarkPod client(String endpoint) throws IOException {
        return BenchmarkPod.of(folder, tools.path(), endpoint);
    }

    public InterleavedRuns race(String series, ExpectedFiles moved) {
        return new InterleavedRuns(
                series, moved.objects(), moved.bytes(), options.runs, MeasuredProcess::seconds, storage::requests, log);
    }

    void deleteData() throws IOException {
        remote.removeAll();
        for (String left : List.of("data", "down", "b2")) {
            ExpectedFiles.delete(folder.resolve(left));
        }
    }

    public Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    @Override
    public void close() {
        storage.close();
    }
}
