package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider;
import replaystorage.settings.Provider.Role;
import replaystorage.settings.Settings;

/** The provider's section of rclone.conf. */
@Command(
        name = "configure",
        description = {
            "Write the provider's section of rclone.conf from the environment.",
            "At a terminal it asks for what is missing, and tries it before it writes.",
            "The file's other sections stay as they are.",
            "Every other command writes the section too if it is missing, and replaces its values once the storage has accepted the new ones."
        },
        footer = {"", "Example:  replay-storage configure b2 --check"})
final class ConfigureCommand extends SessionCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            completionCandidates = Words.Providers.class,
            description = "b2, r2, s3, minio, gdrive or local (default: the one whose variables are set).")
    private String provider;

    @Option(
            names = "--check",
            description = "Try keys and bucket names first, and write only what the storage accepts.")
    private boolean check;

    @Option(names = "--ask", description = "At a terminal: ask for every value, also for those already set.")
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
        if (check) {
            return checked(chosen);
        }
        session.result(chosen.opening().configure());
        return ExitStatus.OK;
    }

    /** Writes only what the storage has accepted. */
    private static int checked(Session session) {
        session.tryOut();
        if (session.setup().settings().buckets().isEmpty()) {
            return unchecked(session);
        }
        int status = new BucketLook(session).run();
        if (session.opening().isAccepted()) {
            session.result(session.opening().configure());
        } else {
            session.result(session.opening().kept("the storage did not accept what is set"));
        }
        return status;
    }

    private static int unchecked(Session session) {
        List<String> names = session.setup().settings().provider().bucketVariables(Role.REPLAYS);
        session.warn("no bucket is set, so nothing was checked\nTry: export " + names.get(names.size() - 1) + "=...");
        if (session.opening().isDifferent()) {
            session.result(session.opening().kept("the values that are set were not checked"));
            return ExitStatus.CONFIG;
        }
        session.result(session.opening().configure());
        return ExitStatus.OK;
    }

    private static boolean isIncomplete(Session session) {
        Opening opening = session.opening();
        try {
            return opening.found()
                    .filter(known ->
                            known.replays().isPresent() && known.artifacts().isPresent())
                    .isEmpty();
        } catch (CliException e) {
            // Asking is how it can be mended.
            return true;
        }
    }

    private int interview(Session session, Catalogue catalogue, Questions questions) {
        session.talk().lastWord(Interview.STOPPED);
        String name = provider == null ? chosen(session, catalogue, questions) : provider;
        Session answered = new Interview(session, catalogue.provider(name), questions).run(ask);
        session.talk().lastWord(null);
        answered.result(answered.opening().configure());
        new Written(answered, catalogue.provider(name)).tell(session.environment());
        return ExitStatus.OK;
    }

    /** The one that is set by all but its buckets, else the user's choice. */
    private static String chosen(Session session, Catalogue catalogue, Questions questions) {
        List<String> names = catalogue.names();
        List<String> usual = List.of();
        try {
            usual = catalogue.meant(session.environment()).stream()
                    .map(Provider::name)
                    .toList();
            Optional<Settings> known = session.opening().found();
            if (known.isPresent()) {
                return known.get().provider().name();
            }
        } catch (CliException e) {
            // What is set is not enough to choose by.
        }
        List<String> texts = names.stream()
                .map(name -> catalogue.provider(name).title() + " (" + name + ")")
                .toList();
        int first = usual.isEmpty() ? 0 : names.indexOf(usual.get(0));
        return names.get(questions.choice("Which storage do you use?", texts, names, first));
    }
}
