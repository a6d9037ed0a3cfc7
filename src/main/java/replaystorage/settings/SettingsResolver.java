package replaystorage.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.settings.Provider.Role;
import replaystorage.settings.Provider.Variable;
import replaystorage.settings.Settings.Bucket;

/** Makes {@link Settings} of what the environment and the sections of rclone.conf say. */
final class SettingsResolver {
    private final Environment environment;
    private final Set<String> notes = new LinkedHashSet<>();
    private final Slips slips = new Slips(notes);

    SettingsResolver(Environment environment) {
        this.environment = environment;
    }

    Optional<Settings> resolve(Catalogue catalogue, Map<String, Map<String, String>> sections) {
        return Choice.of(environment, catalogue, sections, slips, notes).map(this::settings);
    }

    private Settings settings(Choice choice) {
        Provider provider = choice.provider();
        BucketNames names = new BucketNames(environment, slips, notes);
        Optional<Bucket> replays = names.of(provider, Role.REPLAYS);
        Optional<Bucket> artifacts = names.of(provider, Role.ARTIFACTS);
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, Secret> credentials = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        if (choice.fromEnvironment()) {
            Map<String, String> values = values(
                    provider,
                    Stream.of(replays, artifacts)
                            .flatMap(Optional::stream)
                            .map(Bucket::name)
                            .toList());
            Section section = Section.of(provider, values);
            options.putAll(section.options());
            credentials.putAll(section.credentials());
            variables.putAll(section.variables());
        }
        return new Settings(
                provider,
                choice.remote(),
                Collections.unmodifiableMap(options),
                Collections.unmodifiableMap(credentials),
                Collections.unmodifiableMap(variables),
                replays,
                artifacts,
                List.copyOf(notes));
    }

    private Map<String, String> values(Provider provider, List<String> buckets) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Variable variable : provider.variables()) {
            value(variable).ifPresent(raw -> values.put(variable.name(), slips.mended(variable, raw, buckets)));
        }
        refuseSwapped(provider, values);
        provider.optionsWith().keySet().stream()
                .filter(name -> environment.get(name, "").matches("(?i)true|yes|1"))
                .forEach(name -> values.put(name, "true"));
        return values;
    }

    private Optional<String> value(Variable variable) {
        String name = variable.name();
        if (!variable.credential()) {
            return environment.get(name);
        }
        if (environment.get(name).isPresent() && environment.get(name + "_FILE").isPresent()) {
            notes.add(name + " and " + name + "_FILE are both set; " + name + " is used");
        }
        return environment.credential(name);
    }

    private void refuseSwapped(Provider provider, Map<String, String> values) {
        for (Variable one : provider.variables()) {
            for (Variable other : provider.variables()) {
                if (looksLike(other, values.get(one.name()))
                        && !looksLike(one, values.get(one.name()))
                        && looksLike(one, values.get(other.name()))
                        && !looksLike(other, values.get(other.name()))) {
                    throw new CliException(
                            ExitStatus.CONFIG,
                            one.name() + " and " + other.name() + " are swapped: " + one.name() + " holds " + other.is()
                                    + ", " + other.name() + " holds " + one.is(),
                            ShellLine.exchanged(source(one), source(other)));
                }
            }
        }
    }

    /** The variable that holds the value, or the path of the file with it. */
    private String source(Variable variable) {
        return environment.get(variable.name()).isPresent() ? variable.name() : variable.name() + "_FILE";
    }

    private static boolean looksLike(Variable variable, String value) {
        return value != null
                && variable.shape() != null
                && variable.shape().matcher(value).matches();
    }
}
