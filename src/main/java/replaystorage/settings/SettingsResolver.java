package replaystorage.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.providers.Provider.ProviderVariable;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.settings.Settings.Bucket;

/** Resolves {@link Settings} from the environment and rclone.conf. */
final class SettingsResolver {
    private final Environment environment;
    private final Set<String> notes = new LinkedHashSet<>();
    private final ValueSanitizer sanitizer = new ValueSanitizer(notes);

    SettingsResolver(Environment environment) {
        this.environment = environment;
    }

    Optional<Settings> resolve(ProviderCatalogue catalogue, ConfSections sections) {
        return ProviderSelection.select(environment, catalogue, sections, sanitizer, notes)
                .map(this::build);
    }

    private Settings build(ProviderSelection choice) {
        Provider provider = choice.provider();
        BucketNameResolver names = new BucketNameResolver(environment, sanitizer, notes);
        Optional<Bucket> replays = names.find(provider, BucketRole.REPLAYS);
        Optional<Bucket> artifacts = names.find(provider, BucketRole.ARTIFACTS);
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, Secret> credentials = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        if (choice.fromEnvironment()) {
            Map<String, String> values = variableValues(
                    provider,
                    Stream.of(replays, artifacts)
                            .flatMap(Optional::stream)
                            .map(Bucket::name)
                            .toList());
            ProviderConfSection section = ProviderConfSection.of(provider, values);
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

    private Map<String, String> variableValues(Provider provider, List<String> buckets) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ProviderVariable variable : provider.variables()) {
            sanitizedValue(variable)
                    .ifPresent(raw -> values.put(variable.name(), sanitizer.sanitize(variable, raw, buckets)));
        }
        rejectSwappedValues(provider, values);
        provider.options().with().keySet().stream()
                .filter(name -> environment.get(name, "").matches("(?i)true|yes|1"))
                .forEach(name -> values.put(name, "true"));
        return values;
    }

    private Optional<String> sanitizedValue(ProviderVariable variable) {
        String name = variable.name();
        if (!variable.credential()) {
            return environment.get(name);
        }
        if (environment.get(name).isPresent() && environment.get(name + "_FILE").isPresent()) {
            notes.add(name + " and " + name + "_FILE are both set; " + name + " is used");
        }
        return environment.credential(name);
    }

    private void rejectSwappedValues(Provider provider, Map<String, String> values) {
        for (ProviderVariable one : provider.variables()) {
            for (ProviderVariable other : provider.variables()) {
                if (matchesPattern(other, values.get(one.name()))
                        && !matchesPattern(one, values.get(one.name()))
                        && matchesPattern(one, values.get(other.name()))
                        && !matchesPattern(other, values.get(other.name()))) {
                    throw new CliException(
                            ExitStatus.CONFIG,
                            one.name() + " and " + other.name() + " are swapped: " + one.name() + " holds "
                                    + other.description() + ", " + other.name() + " holds " + one.description(),
                            PasteableCommand.swapCommand(valueOrigin(one), valueOrigin(other)));
                }
            }
        }
    }

    /** The variable with the value, or the path of the file that contains it. */
    private String valueOrigin(ProviderVariable variable) {
        return environment.get(variable.name()).isPresent() ? variable.name() : variable.name() + "_FILE";
    }

    private static boolean matchesPattern(ProviderVariable variable, String value) {
        return value != null
                && variable.pattern() != null
                && variable.pattern().matcher(value).matches();
    }
}
