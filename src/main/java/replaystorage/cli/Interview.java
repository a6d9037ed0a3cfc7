package replaystorage.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider;
import replaystorage.settings.Provider.Role;

/** Asks for what a storage lacks, and tries the answers out; nothing is written meanwhile. */
final class Interview {
    /** The last word where the user wants no more. */
    static final String STOPPED = "stopped; nothing was written";

    private static final String NONE = "-";

    private final Session session;
    private final Provider provider;
    private final Questions questions;
    private final Set<String> asked = new HashSet<>();
    private Map<String, String> probable = Map.of();
    private Environment answers;

    Interview(Session session, Provider provider, Questions questions) {
        this.session = session;
        this.provider = provider;
        this.questions = questions;
        this.answers = session.environment().with("REPLAY_STORAGE_PROVIDER", provider.name());
        session.opening().section(provider.remote()).forEach(this::takeFromFile);
    }

    private void takeFromFile(String key, String value) {
        provider.variables().stream()
                .filter(variable -> variable.option().equals(key) && !answers.hasCredential(variable.name()))
                .forEach(variable -> answers = answers.with(variable.name(), value));
    }

    /**
     * Asks until the storage can be listed, or the user wants it to be written as it is.
     *
     * @param everything also for what is set
     * @return the session with the answers
     */
    Session run(boolean everything) {
        questions.tell(provider.title() + ". Where to make buckets and keys: replay-storage configure "
                + provider.name() + " --help");
        ask(name -> everything && answers.get(name).isPresent());
        while (true) {
            Session tried = session.in(answers);
            session.talk().forget();
            Trial trial = Trial.of(tried);
            if (trial.isGood() || !isToBeTriedAgain(trial)) {
                return tried;
            }
        }
    }

    /** @return false where it is to be written as it is */
    private boolean isToBeTriedAgain(Trial trial) {
        // What to type into a shell is no remedy here.
        trial.failures().forEach(failure -> session.error(new CliException(failure.status(), failure.getMessage())));
        Map<String, String> wrong = trial.wrong(provider.variableNames());
        Environment before = answers;
        if (!trial.isUnanswered() && !wrong.isEmpty()) {
            correct(wrong);
        }
        return !before.all().equals(answers.all()) || isToBeTriedAgain(wrong);
    }

    private void correct(Map<String, String> wrong) {
        probable = wrong;
        ask(wrong.isEmpty() ? gaps().set()::contains : wrong::containsKey);
        probable = Map.of();
    }

    private boolean isToBeTriedAgain(Map<String, String> wrong) {
        List<String> ways = List.of(
                "Try again",
                "Write it as it is",
                wrong.isEmpty() ? "Enter other values" : "Correct " + String.join(" and ", wrong.keySet()),
                "Stop, and write nothing");
        return switch (questions.choice("What now?", ways, List.of(), 0)) {
            case 0 -> true;
            case 1 -> false;
            case 2 -> {
                correct(wrong);
                yield true;
            }
            default -> throw new CliException(ExitStatus.CONFIG, STOPPED);
        };
    }

    private Gaps gaps() {
        return new Gaps(provider, answers);
    }

    private void ask(Predicate<String> again) {
        for (Provider.Variable variable : provider.variables()) {
            if (again.test(variable.name()) || (gaps().isMissing(variable) && !asked.contains(variable.name()))) {
                ask(variable);
            }
        }
        for (Role role : Role.values()) {
            String name = gaps().bucketVariable(role);
            if (answers.get(name).isEmpty() || (again.test(name) && !gaps().isShared(role, name))) {
                askForBucket(role, name);
            }
        }
    }

    private void ask(Provider.Variable variable) {
        String name = variable.name();
        boolean set = answers.hasCredential(name);
        String question = name + ", " + variable.is();
        String answer;
        do {
            answer = variable.secret()
                    ? questions.secret(question + (set ? " [as it is]" : ""))
                    : questions.line(question + standing(name, set, variable.optional()));
        } while (answer.isEmpty() && !set && !variable.optional());
        if (answer.equals(NONE) && variable.optional()) {
            answers = answers.with(name, null);
            return;
        }
        put(name, answer.isEmpty() && !variable.secret() ? probable.getOrDefault(name, "") : answer);
    }

    private String standing(String name, boolean set, boolean optional) {
        if (set) {
            String value = answers.get(name).orElse("as in its file");
            String meant = probable.getOrDefault(name, "");
            return " [" + (!meant.isEmpty() ? meant : isLikeASecret(value) ? "as it is" : value)
                    + (optional ? "; " + NONE + " for none]" : "]");
        }
        return optional ? " [none]" : "";
    }

    /** Key and id may be exchanged. */
    private boolean isLikeASecret(String value) {
        return provider.variables().stream()
                .filter(Provider.Variable::secret)
                .anyMatch(secret ->
                        secret.shape() != null && secret.shape().matcher(value).matches());
    }

    private void askForBucket(Role role, String name) {
        String usual = Optional.of(probable.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .or(() -> answers.get(name))
                .or(() -> answers.get(gaps().bucketVariable(Role.REPLAYS)))
                .orElse("");
        String what = provider.bucketKind().name().toLowerCase(Locale.ROOT)
                + (gaps().isPath() ? "" : " for " + role.name().toLowerCase(Locale.ROOT));
        String answer;
        do {
            answer = questions.line(name + ", the " + what + (usual.isEmpty() ? "" : " [" + usual + "]"));
        } while (answer.isEmpty() && usual.isEmpty());
        put(name, answer.isEmpty() ? usual : answer);
    }

    private void put(String name, String answer) {
        asked.add(name);
        if (!answer.isEmpty()) {
            answers = answers.with(name, answer);
        }
    }
}
