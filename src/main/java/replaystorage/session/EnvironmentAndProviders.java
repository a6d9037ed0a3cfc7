package replaystorage.session;

import replaystorage.host.Environment;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.settings.RememberedEnvironment;

/**
 * @param environment the variables, with those that a pod's start remembered as defaults
 * @param catalogue the providers, without the user's preferences
 */
public record EnvironmentAndProviders(Environment environment, ProviderCatalogue catalogue) {

    public EnvironmentAndProviders withRememberedVariables() {
        return new EnvironmentAndProviders(
                new RememberedEnvironment(environment).withDefaults(environment, () -> catalogue), catalogue);
    }

    /** Reads the templates that will be needed. */
    public EnvironmentAndProviders preloadTemplates() {
        catalogue.preload(environment);
        return this;
    }
}
