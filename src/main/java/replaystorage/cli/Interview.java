package replaystorage.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.settings.Activation;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider;

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
        Predicate<String> again = name -> everything;
        while (true) {
            ask(again);
            Session tried = session.in(answers);
            if (isListed(tried)) {
                return tried;
            }
            String word = questions.line("Which is to be corrected (" + String.join(", ", setOnes())
                    + "; Enter: all of them; " + WRITE + ": none, write it as it is)");
            if (word.equals(WRITE)) {
                return tried;
            }
            again = word.isEmpty() ? asked::contains : word::equals;
        }
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

    private void ask(Predicate<String> again) {
        for (Provider.Variable variable : provider.variables()) {
            boolean set = answers.hasCredential(variable.name());
            if (set ? again.test(variable.name()) : isMissing(variable)) {
                ask(variable);
            }
        }
        for (Provider.Role role : Provider.Role.values()) {
            String name = bucketVariable(role);
            if (answers.get(name).isEmpty() || (again.test(name) && !isSharedWithReplays(role, name))) {
                askForBucket(role, name);
            }
        }
    }

    /** The one that names the bucket, or is to. */
    private String bucketVariable(Provider.Role role) {
        List<String> names = names(role);
        return names.stream()
                .filter(each -> answers.get(each).isPresent())
                .findFirst()
                .orElse(names.get(isPath() ? names.size() - 1 : 0));
    }

    private boolean isPath() {
        return provider.bucketKind() == Provider.BucketKind.PATH;
    }

    private boolean isSharedWithReplays(Provider.Role role, String name) {
        return role == Provider.Role.ARTIFACTS && names(Provider.Role.REPLAYS).contains(name);
    }

    private boolean isMissing(Provider.Variable variable) {
        Activation activation = provider.activation();
        Predicate<List<String>> isAmong = names -> names.contains(variable.name());
        if (activation.together().stream().filter(isAmong).anyMatch(this::isBegun)) {
            return true;
        }
        boolean needless = activation.any().stream().anyMatch(isAmong)
                && activation.any().stream().anyMatch(all -> all.stream().allMatch(answers::hasCredential));
        return !variable.optional() || (variable.asked() && !needless);
    }

    private boolean isBegun(List<String> names) {
        return names.stream().anyMatch(answers::hasCredential);
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
            return " [" + answers.get(name).orElse("as in its file") + "]";
        }
        return optional ? " [none]" : "";
    }

    private void askForBucket(Provider.Role role, String name) {
        String usual = answers.get(name)
                .or(() -> answers.get(bucketVariable(Provider.Role.REPLAYS)))
                .orElse("");
        String what = provider.bucketKind().name().toLowerCase(Locale.ROOT)
                + (isPath() ? "" : " for " + role.name().toLowerCase(Locale.ROOT));
        String answer;
        do {
            answer = questions.line(name + ", the " + what + (usual.isEmpty() ? "" : " [" + usual + "]"));
        } while (answer.isEmpty() && usual.isEmpty());
        put(name, answer.isEmpty() ? usual : answer);
    }

    private List<String> names(Provider.Role role) {
        return provider.buckets().get(role).stream()
                .map(name -> name.replaceFirst("^\\$\\{(\\w+)}.*", "$1"))
                .toList();
    }

    private void put(String name, String answer) {
        asked.add(name);
        if (!answer.isEmpty()) {
            answers = answers.with(name, answer);
        }
    }

    private List<String> setOnes() {
        return Stream.concat(
                        provider.variables().stream().map(Provider.Variable::name),
                        Stream.of(Provider.Role.values()).flatMap(role -> names(role).stream()))
                .filter(answers::hasCredential)
                .distinct()
                .toList();
    }
}
