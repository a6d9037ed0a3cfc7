package replaystorage.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.ProviderVariable;

/**
 * Content of a provider's section in rclone.conf.
 *
 * @param variables the variable of each key that has one
 */
record ProviderConfSection(
        Map<String, String> options, Map<String, Secret> credentials, Map<String, String> variables) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    static ProviderConfSection of(Provider provider, Map<String, String> values) {
        ProviderConfSection section =
                new ProviderConfSection(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        provider.options().always().forEach((key, template) -> section.putOption(provider, key, template, values));
        provider.options().without().forEach((variable, options) -> {
            if (!values.containsKey(variable)) {
                section.options.putAll(options);
            }
        });
        provider.options().with().forEach((variable, options) -> {
            if (values.containsKey(variable)) {
                section.credentials.keySet().removeAll(options.keySet());
                options.keySet().forEach(key -> section.variables.put(key, variable));
                section.options.putAll(options);
            }
        });
        return section;
    }

    private void putOption(Provider provider, String key, String template, Map<String, String> values) {
        Matcher holder = PLACEHOLDER.matcher(template);
        if (!holder.find()) {
            options.put(key, template);
            return;
        }
        String name = holder.group(1);
        String value = values.get(name);
        if (value == null) {
            return;
        }
        String filled = template.substring(0, holder.start()) + value + template.substring(holder.end());
        variables.put(key, name);
        if (isCredential(provider, name)) {
            credentials.put(key, new Secret(filled));
        } else {
            options.put(key, filled);
        }
    }

    private static boolean isCredential(Provider provider, String name) {
        Optional<ProviderVariable> variable = provider.variables().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        return variable.map(ProviderVariable::credential).orElse(false);
    }
}
