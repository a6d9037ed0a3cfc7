package replaystorage.session;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import replaystorage.host.BackgroundTasks;
import replaystorage.host.Environment;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.ProviderCatalogue;

/**
 * Arguments, environment and streams of the program.
 *
 * @param home the launcher's folder, if a launcher started the program
 * @param passThrough arguments after `--`: flags for rclone's copies
 */
public record ProgramInvocation(
        Supplier<EnvironmentAndProviders> environmentAndProviders,
        StandardStreams streams,
        Optional<Path> home,
        Shutdown shutdown,
        List<String> passThrough,
        List<String> arguments) {

    /**
     * @param interactive true if stdin and stderr are terminals, so that a question is possible
     * @param tableOutput true if stdout is a terminal, so that people read it
     */
    public record StandardStreams(
            InputStream in,
            PrintStream out,
            PrintStream err,
            boolean errIsTerminal,
            boolean interactive,
            boolean tableOutput) {
        public StandardStreams(
                InputStream in, PrintStream out, PrintStream err, boolean terminal, boolean interactive) {
            this(in, out, err, terminal, interactive, false);
        }
    }

    public ProgramInvocation(Environment environment, StandardStreams streams, Optional<Path> home, Shutdown shutdown) {
        this(
                BackgroundTasks.lazy(() -> new EnvironmentAndProviders(environment, ProviderCatalogue.bundled())),
                streams,
                home,
                shutdown,
                List.of(),
                List.of());
    }

    public Environment environment() {
        return environmentAndProviders.get().environment();
    }

    public ProviderCatalogue catalogue() {
        return environmentAndProviders.get().catalogue();
    }

    ProgramInvocation with(Environment other) {
        return new ProgramInvocation(
                () -> new EnvironmentAndProviders(other, catalogue()), streams, home, shutdown, passThrough, arguments);
    }

    public ProgramInvocation withContext(Supplier<EnvironmentAndProviders> others) {
        return new ProgramInvocation(others, streams, home, shutdown, passThrough, arguments);
    }

    /** The user's command line for pasting, with one word after `--` replaced. */
    String commandLineReplacing(String word, String other) {
        List<String> behind = passThrough.stream()
                .map(each ->
                        each.equals(word) || each.startsWith(word + "=") ? other + each.substring(word.length()) : each)
                .toList();
        return PasteableCommand.ofProgram(arguments, behind);
    }

    public ProgramInvocation with(List<String> own, List<String> behind) {
        return new ProgramInvocation(environmentAndProviders, streams, home, shutdown, behind, own);
    }
}
