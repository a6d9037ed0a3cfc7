package replaystorage.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import replaystorage.settings.Provider.Kind;
import replaystorage.settings.Provider.Role;
import replaystorage.settings.Provider.Variable;

/** Looks at each variable of a provider by itself, so that one mistake does not hide the next. */
public final class Review {
    private final Environment environment;
    private final Provider provider;
    private final List<Slip> slips = new ArrayList<>();

    private Review(Environment environment, Provider provider) {
        this.environment = environment;
        this.provider = provider;
    }

    /**
     * Something odd about a variable.
     *
     * @param remedy a line that mends it
     * @param status 0 where every command mends it by itself, else that with which it ends
     */
    public record Slip(String text, String remedy, int status) {
        static Slip of(CliException e) {
            return new Slip(e.getMessage(), e.hint().orElse(null), e.status());
        }
    }

    public static List<Slip> of(Environment environment, Provider provider) {
        Review review = new Review(environment, provider);
        provider.variables().forEach(review::variable);
        Stream.of(Role.values())
                .flatMap(role -> provider.buckets().get(role).stream())
                .filter(name -> !name.startsWith("${"))
                .distinct()
                .forEach(review::bucket);
        return review.slips;
    }

    private void variable(Variable variable) {
        String name = variable.name();
        boolean inFile = variable.credential() && !isSet(name) && isSet(name + "_FILE");
        try {
            Optional<String> raw = variable.credential() ? environment.credential(name) : environment.get(name);
            // Line ends around JSON mean nothing, and taking quotes off its lines would destroy it.
            raw.filter(value -> variable.kind() != Kind.JSON || refuses(variable, value))
                    .ifPresent(value -> look(
                            notes -> mended(variable, value, notes),
                            mended -> inFile
                                    ? ShellLine.strippedFile(name + "_FILE")
                                    : variable.secret() ? ShellLine.stripped(name) : ShellLine.export(name, mended)));
        } catch (CliException e) {
            slips.add(Slip.of(e));
        }
        if (variable.credential() && isSet(name) && isSet(name + "_FILE")) {
            slips.add(new Slip(
                    name + " and " + name + "_FILE are both set; the file is not looked at",
                    "unset " + name + "_FILE",
                    0));
        }
    }

    private boolean refuses(Variable variable, String raw) {
        try {
            mended(variable, raw, new LinkedHashSet<>());
            return false;
        } catch (CliException e) {
            return true;
        }
    }

    private String mended(Variable variable, String raw, Set<String> notes) {
        List<String> buckets = Stream.of(Role.values())
                .flatMap(role -> named(role).stream())
                .map(Settings.Bucket::name)
                .toList();
        return new Slips(notes).mended(variable, raw, buckets);
    }

    private Optional<Settings.Bucket> named(Role role) {
        try {
            Set<String> unheard = new LinkedHashSet<>();
            return new BucketNames(environment, new Slips(unheard), unheard).of(provider, role);
        } catch (CliException e) {
            // The bucket's own variable says so.
            return Optional.empty();
        }
    }

    private void bucket(String name) {
        if (!isSet(name)) {
            return;
        }
        Environment alone = Environment.of(Map.of(name, environment.all().get(name)));
        Role role = provider.buckets().get(Role.REPLAYS).contains(name) ? Role.REPLAYS : Role.ARTIFACTS;
        look(
                notes -> new BucketNames(alone, new Slips(notes), notes)
                        .of(provider, role)
                        .orElseThrow()
                        .name(),
                mended -> ShellLine.export(name, mended));
    }

    private void look(Function<Set<String>, String> mending, Function<String, String> remedy) {
        Set<String> notes = new LinkedHashSet<>();
        try {
            String mended = mending.apply(notes);
            notes.forEach(note -> slips.add(new Slip(note, remedy.apply(mended), 0)));
        } catch (CliException e) {
            slips.add(Slip.of(e));
        }
    }

    private boolean isSet(String name) {
        return !environment.all().getOrDefault(name, "").isEmpty();
    }
}
