package replaystorage.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.session.CommandSession;
import replaystorage.session.ConsolePrompts;

/** Asks for missing values and tests them; writes nothing. */
final class ConfigureInterview {
    static final String STOPPED_MESSAGE = "stopped; nothing was written";

    private static final String NO_BUCKET = "-";

    private final CommandSession session;
    private final Provider provider;
    private final ConsolePrompts prompts;
    private final Set<String> answeredNames = new HashSet<>();
    private Map<String, String> suggestions = Map.of();
    private Environment answers;

    ConfigureInterview(CommandSession session, Provider provider, ConsolePrompts prompts) {
        this.session = session;
        this.provider = provider;
        this.prompts = prompts;
        this.answers = session.environment().with("REPLAY_STORAGE_PROVIDER", provider.name());
        session.storageOpener().sections().keys(provider.remote()).forEach(this::takeFromConf);
    }

    private void takeFromConf(String key, String value) {
        provider.variables().stream()
                .filter(variable -> variable.option().equals(key) && !answers.hasCredential(variable.name()))
                .forEach(variable -> answers = answers.with(variable.name(), value));
    }

    /**
     * Asks until the storage can be listed, or the user chooses to write the values anyway.
     *
     * @param everything ask for values that are set too
     * @return the session with the answers
     */
    CommandSession run(boolean everything) {
        prompts.print(provider.title() + ". How to create buckets and keys: replay-storage configure " + provider.name()
                + " --help");
        ask(name -> everything && answers.get(name).isPresent());
        while (true) {
            CommandSession tried = session.withEnvironment(answers);
            session.console().resetShownMessages();
            CredentialTrial trial = CredentialTrial.run(tried);
            if (trial.isAccepted() || !askWhetherToRetry(trial)) {
                return tried;
            }
        }
    }

    /** @return false if the values are to be written anyway */
    private boolean askWhetherToRetry(CredentialTrial trial) {
        // Shell commands do not help here.
        trial.failures().forEach(failure -> session.error(new CliException(failure.status(), failure.getMessage())));
        Map<String, String> wrong = trial.wrongVariables(provider.variableNames());
        Environment before = answers;
        if (!trial.isUnreachable() && !wrong.isEmpty()) {
            askForCorrections(wrong);
        }
        return !before.all().equals(answers.all()) || askWhetherToRetry(wrong);
    }

    private void askForCorrections(Map<String, String> wrong) {
        suggestions = wrong;
        ask(wrong.isEmpty() ? missingVariables().setVariables()::contains : wrong::containsKey);
        suggestions = Map.of();
    }

    private boolean askWhetherToRetry(Map<String, String> wrong) {
        List<String> ways = List.of(
                "Try again",
                "Write it anyway",
                wrong.isEmpty() ? "Enter other values" : "Correct " + String.join(" and ", wrong.keySet()),
                "Stop without writing");
        return switch (prompts.askChoice("What now?", ways, List.of(), 0)) {
            case 0 -> true;
            case 1 -> false;
            case 2 -> {
                askForCorrections(wrong);
                yield true;
            }
            default -> throw new CliException(ExitStatus.CONFIG, STOPPED_MESSAGE);
        };
    }

    private MissingVariables missingVariables() {
        return new MissingVariables(provider, answers);
    }

    private void ask(Predicate<String> again) {
        for (Provider.ProviderVariable variable : provider.variables()) {
            if (again.test(variable.name())
                    || (missingVariables().isWanted(variable) && !answeredNames.contains(variable.name()))) {
                ask(variable);
            }
        }
        for (BucketRole role : BucketRole.values()) {
            String name = missingVariables().bucketVariable(role);
            if (answers.get(name).isEmpty()
                    || (again.test(name) && !missingVariables().isSharedBucketVariable(role, name))) {
                askForBucket(role, name);
            }
        }
    }

    private void ask(Provider.ProviderVariable variable) {
        String name = variable.name();
        boolean set = answers.hasCredential(name);
        String question = name + ", " + variable.description();
        String answer;
        do {
            answer = variable.secret()
                    ? prompts.askSecret(question + (set ? " [unchanged]" : ""))
                    : prompts.askLine(question + currentValueText(name, set, variable.optional()));
        } while (answer.isEmpty() && !set && !variable.optional());
        if (answer.equals(NO_BUCKET) && variable.optional()) {
            answers = answers.with(name, null);
            return;
        }
        putAnswer(name, answer.isEmpty() && !variable.secret() ? suggestions.getOrDefault(name, "") : answer);
    }

    private String currentValueText(String name, boolean set, boolean optional) {
        if (set) {
            String value = answers.get(name).orElse("from its file");
            String meant = suggestions.getOrDefault(name, "");
            return " [" + (!meant.isEmpty() ? meant : looksLikeSecret(value) ? "as it is" : value)
                    + (optional ? "; " + NO_BUCKET + " for none]" : "]");
        }
        return optional ? " [none]" : "";
    }

    /** True if key and id may be swapped. */
    private boolean looksLikeSecret(String value) {
        return provider.variables().stream()
                .filter(Provider.ProviderVariable::secret)
                .anyMatch(secret -> secret.pattern() != null
                        && secret.pattern().matcher(value).matches());
    }

    private void askForBucket(BucketRole role, String name) {
        String usual = Optional.of(suggestions.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .or(() -> answers.get(name))
                .or(() -> answers.get(missingVariables().bucketVariable(BucketRole.REPLAYS)))
                .orElse("");
        String what = provider.buckets().kind().name().toLowerCase(Locale.ROOT)
                + (missingVariables().isFolderStorage()
                        ? ""
                        : " for " + role.name().toLowerCase(Locale.ROOT));
        String answer;
        do {
            answer = prompts.askLine(name + ", the " + what + (usual.isEmpty() ? "" : " [" + usual + "]"));
        } while (answer.isEmpty() && usual.isEmpty());
        putAnswer(name, answer.isEmpty() ? usual : answer);
    }

    private void putAnswer(String name, String answer) {
        answeredNames.add(name);
        if (!answer.isEmpty()) {
            answers = answers.with(name, answer);
        }
    }
}
