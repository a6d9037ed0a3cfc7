package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What all scenarios share: the server, the tools, a folder for their data. */
record Ground(Options options, Tools tools, Path folder, Storage storage, Remote remote, Consumer<String> log)
        implements AutoCloseable {
    static Ground lay(Options options, Tools tools, Path folder, Consumer<String> log) throws IOException {
        Path rclone = tools.find(Tools.RCLONE).orElseThrow(() -> new IOException("no rclone on PATH"));
        Path data = Files.createDirectories(folder.resolve("server"));
        Storage storage = new Storage(tools.find(Tools.MINIO), rclone, data);
        Remote remote = Remote.at(storage.endpoint(), folder, tools.path());
        return new Ground(options, tools, folder, storage, remote, log);
    }

    /** The line that is asked for, without a cap. */
    Line line() throws IOException {
        return line(0);
    }

    Line line(long cap) throws IOException {
        return new Line(storage.port(), options.latency, cap, tools.find(Tools.TOXIPROXY));
    }

    /** A line that only looks. */
    Relay lookout() throws IOException {
        return new Relay(storage.port(), Duration.ZERO, 0);
    }

    Client client(String endpoint) throws IOException {
        return Client.of(folder, tools.path(), endpoint);
    }

    Race race(String series, Contents moved) {
        return new Race(series, moved.objects(), moved.bytes(), options.runs, Launch::seconds, storage::requests, log);
    }

    /** Removes what a scenario has left. */
    void sweep() throws IOException {
        remote.removeAll();
        for (String left : List.of("data", "down", "b2")) {
            Contents.delete(folder.resolve(left));
        }
    }

    Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    @Override
    public void close() {
        storage.close();
    }
}
