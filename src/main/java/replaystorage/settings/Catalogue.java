package replaystorage.settings;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The providers that there are templates for. A template is parsed when it is first asked for. */
public final class Catalogue {
    private static final Pattern ORDER = Pattern.compile("(?m)^order: (\\d+)$");

    private final Map<String, String> texts;
    private final List<String> names;
    private final Preferences preferences;
    private final Map<String, Provider> read = new HashMap<>();

    private Catalogue(Map<String, String> texts, Preferences preferences) {
        this.texts = texts;
        this.preferences = preferences;
        this.names = texts.keySet().stream()
                .sorted(Comparator.comparingInt(name -> order(texts.get(name))))
                .toList();
    }

    /** The catalogue of the program. */
    public static Catalogue packed() {
        return packed(Preferences.NONE);
    }

    /** The same as a user wants it. */
    public static Catalogue packed(Preferences preferences) {
        return new Catalogue(Templates.packed(), preferences);
    }

    /** One without preferences as a user wants it. */
    public Catalogue as(Preferences others) {
        return others.isNone() ? this : new Catalogue(texts, others);
    }

    /** Reads the templates of the providers that these variables speak of. */
    public void readAhead(Environment environment) {
        mentioning(environment.all().keySet(), Set.of());
    }

    /** A catalogue of templates given as text, by name. */
    static Catalogue of(Map<String, String> texts) {
        return new Catalogue(texts, Preferences.NONE);
    }

    /** In the order in which one wins over the next. */
    public List<String> names() {
        return names;
    }

    public List<Provider> all() {
        return names.stream().map(this::provider).toList();
    }

    /**
     * The provider of that name.
     *
     * @throws CliException 78 where there is none
     */
    public Provider provider(String name) {
        if (!texts.containsKey(name)) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "there is no provider " + name + "; there are " + String.join(", ", names),
                    "export REPLAY_STORAGE_PROVIDER=" + Nearest.of(name, names).orElse(names.get(0)));
        }
        return read.computeIfAbsent(name, each -> ProviderReader.read(each, texts.get(each), preferences));
    }

    /** Those that these variables set, wholly or by half. */
    public List<Provider> meant(Environment environment) {
        return mentioning(environment.all().keySet(), Set.of()).stream()
                .filter(provider -> provider.isMeant(environment))
                .toList();
    }

    /** Those whose templates mention one of the names at all: the others need not be parsed to know that they are not set. */
    List<Provider> mentioning(Set<String> variables, Set<String> remotes) {
        return names.stream()
                .filter(name ->
                        remotes.stream().anyMatch(remote -> texts.get(name).contains("\nremote: " + remote + "\n"))
                                || variables.stream().anyMatch(variable -> mentions(texts.get(name), variable)))
                .map(this::provider)
                .toList();
    }

    private static boolean mentions(String text, String variable) {
        String name = variable.endsWith("_FILE") ? variable.substring(0, variable.length() - 5) : variable;
        return name.length() > 3 && (text.contains(name) || text.contains(variable));
    }

    private static int order(String text) {
        Matcher found = ORDER.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("a template without a line `order: N`");
        }
        return Integer.parseInt(found.group(1));
    }
}
