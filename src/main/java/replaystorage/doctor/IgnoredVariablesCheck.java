package replaystorage.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.settings.Settings;

/** Warns of variables that look intended but are ignored, and of RCLONE_* variables that are kept from rclone. */
public final class IgnoredVariablesCheck implements Check {
    private static final Set<String> REGIONS = Set.of("AWS_REGION", "AWS_DEFAULT_REGION");

    private final Environment environment;
    private final ProviderCatalogue catalogue;
    private final Supplier<Settings> settings;

    public IgnoredVariablesCheck(Environment environment, ProviderCatalogue catalogue, Supplier<Settings> settings) {
        this.environment = environment;
        this.catalogue = catalogue;
        this.settings = settings;
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>(checkAliases());
        withheldVariables()
                .forEach(name -> findings.add(Finding.warning(
                        name + " would override rclone's settings, so it is not passed to rclone", remedyFor(name))));
        return findings.isEmpty()
                ? List.of(Finding.ok("no misspelt variable, and none that overrides rclone's settings"))
                : findings;
    }

    /** The user wants these certificates, and rclone reads them from this variable on every backend. */
    private static String remedyFor(String name) {
        return name.equals("AWS_CA_BUNDLE")
                ? "export SSL_CERT_FILE=\"$AWS_CA_BUNDLE\"; unset AWS_CA_BUNDLE"
                : "unset " + name;
    }

    private List<Finding> checkAliases() {
        List<Finding> findings = new ArrayList<>();
        for (Provider provider : providers()) {
            for (Provider.ProviderVariable variable : provider.variables()) {
                if (environment.hasCredential(variable.name())) {
                    continue;
                }
                variable.aliases().stream()
                        .filter(alias -> environment.get(alias).isPresent())
                        .findFirst()
                        .ifPresent(alias -> findings.add(Finding.warning(
                                alias + " is not used; its name here is " + variable.name(),
                                "export " + variable.name() + "=\"$" + alias + "\"")));
            }
        }
        return findings.stream().distinct().toList();
    }

    /** The provider in use, or all if it is unknown. */
    private List<Provider> providers() {
        try {
            return List.of(settings.get().provider());
        } catch (CliException e) {
            return catalogue.all();
        }
    }

    private List<String> withheldVariables() {
        Settings chosen;
        try {
            chosen = settings.get();
        } catch (CliException e) {
            return ChildEnvironment.withoutRemote(environment).withheldNames().stream()
                    .filter(name -> name.startsWith("RCLONE_"))
                    .toList();
        }
        List<String> used = new ArrayList<>(chosen.variables().values());
        chosen.provider().variables().forEach(variable -> used.addAll(variable.aliases()));
        return ChildEnvironment.of(environment, chosen.remote(), chosen.isEnvironmentAuth(), used)
                .withheldFrom(chosen.provider().backend())
                .stream()
                .filter(name -> !REGIONS.contains(name) || !hasOwnEndpoint(chosen))
                .toList();
    }

    /** Clouds set a region everywhere; a storage with its own endpoint or region ignores it. */
    private static boolean hasOwnEndpoint(Settings chosen) {
        return chosen.options().containsKey("region")
                || chosen.options().containsKey("endpoint")
                || chosen.credentials().containsKey("endpoint");
    }
}
