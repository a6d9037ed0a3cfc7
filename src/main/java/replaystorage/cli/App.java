package replaystorage.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import replaystorage.settings.Catalogue;
import replaystorage.settings.Environment;
import replaystorage.transfer.Meanwhile;

/**
 * What the program was started with.
 *
 * @param surroundings are looked at while the command line is built and parsed
 * @param home the folder of the launcher, where one started us
 * @param passThrough what stood behind `--`: flags for the copying rclone
 */
public record App(
        Supplier<Surroundings> surroundings,
        Streams streams,
        Optional<Path> home,
        List<String> passThrough,
        List<String> arguments) {

    /**
     * The standard streams.
     *
     * @param terminal whether err is a terminal
     * @param interactive whether in is one too, so that a question can be asked
     * @param table whether out is one, so that people read it
     */
    public record Streams(
            InputStream in, PrintStream out, PrintStream err, boolean terminal, boolean interactive, boolean table) {
        public Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal, boolean interactive) {
            this(in, out, err, terminal, interactive, false);
        }
    }

    public App(Environment environment, Streams streams, Optional<Path> home) {
        this(
                Meanwhile.once(() -> new Surroundings(environment, Catalogue.packed())),
                streams,
                home,
                List.of(),
                List.of());
    }

    Environment environment() {
        return surroundings.get().environment();
    }

    /** The providers, without the user's preferences. */
    Catalogue catalogue() {
        return surroundings.get().catalogue();
    }

    App with(Environment other) {
        return new App(() -> new Surroundings(other, catalogue()), streams, home, passThrough, arguments);
    }

    App in(Supplier<Surroundings> others) {
        return new App(others, streams, home, passThrough, arguments);
    }

    /** The command as it was typed, to be pasted, with one word behind `--` exchanged. */
    String typedWith(String word, String other) {
        List<String> behind = passThrough.stream()
                .map(each ->
                        each.equals(word) || each.startsWith(word + "=") ? other + each.substring(word.length()) : each)
                .toList();
        return Shell.line(arguments, behind);
    }

    App with(List<String> own, List<String> behind) {
        return new App(surroundings, streams, home, behind, own);
    }
}
