package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Remembered;
import replaystorage.settings.Settings;

/** The provider's section of rclone.conf. */
@Command(
        name = "configure",
        description = {
            "Write the provider's section of rclone.conf from the environment.",
            "At a terminal it asks for what is missing, and tries it before it writes.",
            "The file's other sections stay as they are.",
            "Every other command does the same when the section is missing or out of date."
        },
        footer = {"", "Example:  replay-storage configure b2 --check"})
final class ConfigureCommand extends SessionCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            description = "b2, r2, s3, minio, gdrive or local (default: the one whose variables are set).")
    private String provider;

    @Option(names = "--check", description = "List the buckets too, to see that keys and names are right.")
    private boolean check;

    @Option(names = "--ask", description = "At a terminal: ask for what is set, too.")
    private boolean ask;

    ConfigureCommand(App app) {
        super(app);
    }

    /** The steps to buckets and keys, where the provider is among these words; else how to see them. */
    static String[] footer(List<String> words) {
        List<String> lines = new ArrayList<>();
        Catalogue catalogue = Catalogue.packed();
        Optional<String> named =
                words.stream().filter(catalogue.names()::contains).findFirst();
        named.map(catalogue::provider).ifPresent(chosen -> {
            lines.addAll(List.of("", chosen.title() + ":"));
            chosen.steps().forEach(step -> lines.add((lines.size() - 1) + ". " + step));
        });
        lines.add("");
        if (named.isEmpty()) {
            lines.add("Where to make buckets and keys:  replay-storage configure PROVIDER --help");
        }
        lines.add("Example:  replay-storage configure " + named.orElse("b2") + " --check");
        return lines.toArray(String[]::new);
    }

    @Override
    int run(Session session) {
        Catalogue catalogue = Catalogue.packed();
        if (provider != null && !catalogue.names().contains(provider)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "there is no provider '" + provider + "'; there are " + String.join(", ", catalogue.names()),
                    "replay-storage configure " + catalogue.names().get(0));
        }
        Session chosen = provider == null ? session : session.of(provider);
        Optional<Questions> questions = session.talk().questions();
        if (questions.isPresent() && (ask || isIncomplete(chosen))) {
            return interview(chosen, catalogue, questions.get());
        }
        if (ask) {
            throw new CliException(
                    ExitStatus.USAGE, "--ask needs a terminal", "replay-storage configure --help   # the variables");
        }
        write(chosen);
        return check ? new BucketLook(chosen).run() : ExitStatus.OK;
    }

    private static void write(Session session) {
        String file = session.opening().configure();
        session.result(session.opening().found().orElseThrow().remote() + ": in " + file);
    }

    private static boolean isIncomplete(Session session) {
        try {
            return session.opening()
                    .found()
                    .filter(known ->
                            known.replays().isPresent() && known.artifacts().isPresent())
                    .isEmpty();
        } catch (CliException e) {
            // Asking is how it can be mended.
            session.error(e);
            return true;
        }
    }

    private int interview(Session session, Catalogue catalogue, Questions questions) {
        String name = provider == null ? chosen(session, catalogue, questions) : provider;
        Session answered = new Interview(session, catalogue.provider(name), questions).run(ask);
        write(answered);
        remember(answered);
        Map<String, String> buckets =
                answered.opening().found().map(Settings::bucketVariables).orElseThrow();
        answered.result("in a shell that has variables of its own: export "
                + buckets.entrySet().stream()
                        .map(bucket -> bucket.getKey() + "='" + bucket.getValue() + "'")
                        .collect(Collectors.joining(" ")));
        return ExitStatus.OK;
    }

    /** Leaves what is not secret for sessions without variables, as a pod's start does. */
    private static void remember(Session session) {
        new Remembered(session.environment())
                .write(session.environment(), session.opening().found())
                .forEach(file -> session.warn("what is set can't be remembered in " + file));
    }

    /** The one that is set by all but its buckets, else the user's choice. */
    private static String chosen(Session session, Catalogue catalogue, Questions questions) {
        List<String> names = catalogue.names();
        try {
            Optional<Settings> known = session.opening().found();
            if (known.isPresent()) {
                return known.get().provider().name();
            }
        } catch (CliException e) {
            // It was told already.
        }
        while (true) {
            String name = questions.line("Which storage, " + String.join(", ", names) + " [" + names.get(0) + "]");
            if (name.isEmpty() || names.contains(name)) {
                return name.isEmpty() ? names.get(0) : name;
            }
        }
    }
}
