package replaystorage.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import replaystorage.settings.Environment;

/**
 * What the program was started with.
 *
 * @param home the folder of the launcher, where one started us
 * @param passThrough what stood behind `--`: flags for the copying rclone
 */
public record App(
        Environment environment,
        Streams streams,
        Optional<Path> home,
        List<String> passThrough,
        List<String> arguments) {

    /**
     * The standard streams.
     *
     * @param terminal whether err is a terminal
     * @param interactive whether in is one too, so that a question can be asked
     */
    public record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal, boolean interactive) {}

    public App(Environment environment, Streams streams, Optional<Path> home) {
        this(environment, streams, home, List.of(), List.of());
    }

    App with(Environment other) {
        return new App(other, streams, home, passThrough, arguments);
    }

    App with(List<String> own, List<String> behind) {
        return new App(environment, streams, home, behind, own);
    }
}
