package replaystorage.providers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.userconfig.UserConfig;

/** Providers by name; parses a template on first use. */
public final class ProviderCatalogue {
    private final ProviderTemplates templates;
    private final List<String> names;
    private final UserConfig userConfig;
    private final Map<String, Provider> parsed = new HashMap<>();

    private ProviderCatalogue(ProviderTemplates templates, UserConfig userConfig) {
        this.templates = templates;
        this.userConfig = userConfig;
        this.names = templates.namesInOrder();
    }

    public static ProviderCatalogue bundled() {
        return bundled(UserConfig.NONE);
    }

    public static ProviderCatalogue bundled(UserConfig userConfig) {
        return new ProviderCatalogue(new ProviderTemplates(TemplateFiles.readBundled()), userConfig);
    }

    public ProviderCatalogue withUserConfig(UserConfig others) {
        return others.isEmpty() ? this : new ProviderCatalogue(templates, others);
    }

    /** Parses the templates of the providers that these variables refer to. */
    public void preload(Environment environment) {
        providersMentioning(environment.all().keySet(), Set.of());
    }

    static ProviderCatalogue ofTemplates(Map<String, String> texts) {
        return new ProviderCatalogue(new ProviderTemplates(texts), UserConfig.NONE);
    }

    /** In order of precedence. */
    public List<String> names() {
        return names;
    }

    public List<Provider> all() {
        return names.stream().map(this::provider).toList();
    }

    /** @throws CliException 78 for an unknown name */
    public Provider provider(String name) {
        if (!names.contains(name)) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "unknown provider " + name + "; known: " + String.join(", ", names),
                    "export REPLAY_STORAGE_PROVIDER="
                            + DidYouMean.closest(name, names).orElse(names.get(0)));
        }
        return parsed.computeIfAbsent(name, each -> ProviderTemplateReader.read(templates, each, userConfig));
    }

    /** Providers with variables set, even if incomplete. */
    public List<Provider> configuredProviders(Environment environment) {
        return providersMentioning(environment.all().keySet(), Set.of()).stream()
                .filter(provider -> provider.isConfigured(environment))
                .toList();
    }

    /** Providers whose template contains one of the names; the others can't be configured and are not parsed. */
    public List<Provider> providersMentioning(Set<String> variables, Set<String> remotes) {
        return names.stream()
                .filter(name -> mentions(templates.texts().get(name), variables, remotes))
                .map(this::provider)
                .toList();
    }

    private static boolean mentions(String text, Set<String> variables, Set<String> remotes) {
        return remotes.stream().anyMatch(remote -> text.contains("\nremote: " + remote + "\n"))
                || variables.stream().anyMatch(variable -> mentionsVariable(text, variable));
    }

    private static boolean mentionsVariable(String text, String variable) {
        String name = variable.endsWith("_FILE") ? variable.substring(0, variable.length() - 5) : variable;
        return name.length() > 3 && (text.contains(name) || text.contains(variable));
    }
}
