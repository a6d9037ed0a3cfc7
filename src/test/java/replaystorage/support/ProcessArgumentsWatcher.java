package replaystorage.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Watches the argument lists of all processes, as any user can, until it is closed. */
public final class ProcessArgumentsWatcher implements AutoCloseable {
    private final Set<String> argumentLists = new TreeSet<>();
    private final Thread watcher = new Thread(this::watch, "command-lines");
    private volatile boolean stopped;

    public ProcessArgumentsWatcher() {
        watcher.start();
    }

    private void watch() {
        while (!stopped) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : processes) {
                    look(process.resolve("cmdline"));
                }
                // Every rclone runs longer; without a pause this loop would use a whole core.
                Thread.sleep(5);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Path file) {
        try {
            String line = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
            if (line.contains("rclone")) {
                argumentLists.add(line);
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** The observed argument lists that mention rclone. */
    public Set<String> argumentLists() {
        close();
        return argumentLists;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
