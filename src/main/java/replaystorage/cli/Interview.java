package replaystorage.cli;

import java.util.HashSet;
import java.util.Locale;
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
    private static final String WRITE = "write";

    private final Session session;
    private final Provider provider;
    private final Questions questions;
    private final Set<String> asked = new HashSet<>();
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
        Optional<Predicate<String>> again =
                Optional.of(name -> everything && answers.get(name).isPresent());
        Session tried = session;
        while (again.isPresent()) {
            ask(again.get());
            tried = session.in(answers);
            again = isListed(tried) ? Optional.empty() : correction();
        }
        return tried;
    }

    private boolean isListed(Session tried) {
        session.talk().forget();
        try {
            tried.tryOut();
            return new BucketLook(tried).run() == ExitStatus.OK;
        } catch (CliException e) {
            session.error(e);
            return false;
        }
    }

    /** What to ask for again; empty where it is to be written as it is. */
    private Optional<Predicate<String>> correction() {
        while (true) {
            String word = questions.line("Which is to be corrected (" + String.join(", ", gaps().set())
                    + "; Enter: all of them; " + WRITE + ": none, write it as it is)");
            if (word.equals(WRITE)) {
                return Optional.empty();
            }
            if (word.isEmpty() || gaps().isKnown(word)) {
                return Optional.of(word.isEmpty() ? asked::contains : word::equals);
            }
        }
    }

    private Gaps gaps() {
        return new Gaps(provider, answers);
    }

    private void ask(Predicate<String> again) {
        for (Provider.Variable variable : provider.variables()) {
            if (again.test(variable.name()) || gaps().isMissing(variable)) {
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
        put(name, answer);
    }

    private String standing(String name, boolean set, boolean optional) {
        if (set) {
            return " ["
                    + answers.get(name)
                            .map(value -> isLikeASecret(value) ? "as it is" : value)
                            .orElse("as in its file")
                    + "]";
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
        String usual = answers.get(name)
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
