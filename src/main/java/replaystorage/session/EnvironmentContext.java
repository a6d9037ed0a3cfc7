package replaystorage.session;

import replaystorage.host.Environment;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.settings.RememberedEnvironment;

/**
 * @param environment the variables, with those that a pod's start remembered as defaults
 * @param catalogue the providers, without the user's preferences
 */
public record EnvironmentContext(Environment environment, ProviderCatalogue catalogue) {

    public EnvironmentContext withRememberedVariables() {
        return new EnvironmentContext(
                new RememberedEnvironment(environment).withDefaults(environment, () -> catalogue), catalogue);
    }

    /** Reads the templates that will be needed. */
    public EnvironmentContext preloadTemplates() {
        catalogue.preload(environment);
        return this;
    }
}
