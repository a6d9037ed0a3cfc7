package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.session.CommandSession;
import replaystorage.session.ConsolePrompts;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;
import replaystorage.session.StorageOpener;
import replaystorage.session.option.CompletionCandidates;
import replaystorage.settings.Settings;

@Command(
        name = "configure",
        description = {
            "Write the provider's section of rclone.conf from the environment.",
            "At a terminal it asks for missing values, and tests them before it writes them.",
            "It does not change the other sections of the file.",
            "Other commands write a missing section too, and update it once the storage has accepted the new values."
        },
        footer = {"", "Example:  replay-storage configure b2 --check"})
final class ConfigureCommand extends StorageCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            completionCandidates = CompletionCandidates.ProviderCandidates.class,
            description = "b2, r2, s3, minio, gdrive or local (default: the one whose variables are set).")
    private String provider;

    @Option(
            names = "--check",
            description = "Test keys and bucket names first, and write only what the storage accepts.")
    private boolean checkFirst;

    @Option(names = "--ask", description = "At a terminal: ask for every value, also those already set.")
    private boolean interactive;

    ConfigureCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    /** Setup steps of the provider that is named among the words, else how to show them. */
    static String[] footer(List<String> words) {
        List<String> lines = new ArrayList<>();
        ProviderCatalogue catalogue = ProviderCatalogue.bundled();
        Optional<String> named =
                words.stream().filter(catalogue.names()::contains).findFirst();
        named.map(catalogue::provider).ifPresent(chosen -> {
            lines.addAll(List.of("", chosen.title() + ":"));
            chosen.setupSteps().forEach(step -> lines.add((lines.size() - 1) + ". " + step));
        });
        lines.add("");
        if (named.isEmpty()) {
            lines.add("How to create buckets and keys:  replay-storage configure PROVIDER --help");
        }
        lines.add("Example:  replay-storage configure " + named.orElse("b2") + " --check");
        return lines.toArray(String[]::new);
    }

    @Override
    public int run(CommandSession session) {
        ProviderCatalogue catalogue = ProviderCatalogue.bundled();
        if (provider != null && !catalogue.names().contains(provider)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "unknown provider '" + provider + "'; known: " + String.join(", ", catalogue.names()),
                    "replay-storage configure " + catalogue.names().get(0));
        }
        CommandSession chosen = provider == null
                ? session
                : session.withEnvironment(session.environment().with("REPLAY_STORAGE_PROVIDER", provider));
        Optional<ConsolePrompts> questions = session.prompts();
        if (questions.isPresent() && (interactive || isIncomplete(chosen))) {
            return interview(chosen, catalogue, questions.get());
        }
        if (interactive) {
            throw new CliException(
                    ExitStatus.USAGE, "--ask needs a terminal", "replay-storage configure --help   # the variables");
        }
        if (checkFirst) {
            return configureChecked(chosen);
        }
        session.printResult(chosen.storageOpener().confSectionWriter().write());
        return ExitStatus.OK;
    }

    private static int configureChecked(CommandSession session) {
        session.openForTrial();
        if (session.transferContext().settings().buckets().isEmpty()) {
            return configureUnchecked(session);
        }
        int status = new BucketListingProbe(session).run();
        if (session.storageOpener().isTrialAccepted()) {
            session.printResult(session.storageOpener().confSectionWriter().write());
        } else {
            session.printResult(session.storageOpener()
                    .confSectionWriter()
                    .keptMessage("the storage did not accept the values that are set"));
        }
        return status;
    }

    private static int configureUnchecked(CommandSession session) {
        List<String> names =
                session.transferContext().settings().provider().buckets().variables(BucketRole.REPLAYS);
        session.warn("no bucket is set, so nothing was checked\nTry: export " + names.get(names.size() - 1) + "=...");
        if (session.storageOpener().confSectionWriter().differs()) {
            session.printResult(session.storageOpener()
                    .confSectionWriter()
                    .keptMessage("the values that are set were not checked"));
            return ExitStatus.CONFIG;
        }
        session.printResult(session.storageOpener().confSectionWriter().write());
        return ExitStatus.OK;
    }

    private static boolean isIncomplete(CommandSession session) {
        StorageOpener opening = session.storageOpener();
        try {
            return opening.findSettings()
                    .filter(known ->
                            known.replays().isPresent() && known.artifacts().isPresent())
                    .isEmpty();
        } catch (CliException e) {
            // The interview can fix it.
            return true;
        }
    }

    private int interview(CommandSession session, ProviderCatalogue catalogue, ConsolePrompts prompts) {
        session.console().setFinalMessage(ConfigureInterview.STOPPED_MESSAGE);
        String name = provider == null ? chooseProvider(session, catalogue, prompts) : provider;
        CommandSession answered = new ConfigureInterview(session, catalogue.provider(name), prompts).run(interactive);
        session.console().setFinalMessage(null);
        answered.printResult(answered.storageOpener().confSectionWriter().write());
        new SavedAnswers(answered, catalogue.provider(name)).saveAndExplain(session.environment());
        return ExitStatus.OK;
    }

    /** The provider that is set except for its buckets, else the user's choice. */
    private static String chooseProvider(CommandSession session, ProviderCatalogue catalogue, ConsolePrompts prompts) {
        List<String> names = catalogue.names();
        List<String> usual = List.of();
        try {
            usual = catalogue.configuredProviders(session.environment()).stream()
                    .map(Provider::name)
                    .toList();
            Optional<Settings> known = session.storageOpener().findSettings();
            if (known.isPresent()) {
                return known.get().provider().name();
            }
        } catch (CliException e) {
            // The variables do not decide.
        }
        List<String> texts = names.stream()
                .map(name -> catalogue.provider(name).title() + " (" + name + ")")
                .toList();
        int first = usual.isEmpty() ? 0 : names.indexOf(usual.get(0));
        return names.get(prompts.askChoice("Which storage do you use?", texts, names, first));
    }
}
