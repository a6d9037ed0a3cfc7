package replaystorage.session;

import replaystorage.host.Environment;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.settings.RememberedEnvironment;

/**
 * The environment variables and the provider catalogue that a command runs with.
 *
 * @param environment the variables, and beneath them what a pod's start remembered
 * @param catalogue the providers, without the user's preferences
 */
public record EnvironmentContext(Environment environment, ProviderCatalogue catalogue) {

    /** With what an earlier start remembered. */
    public EnvironmentContext withRememberedVariables() {
        return new EnvironmentContext(
                new RememberedEnvironment(environment).withDefaults(environment, () -> catalogue), catalogue);
    }

    /** With the templates read that are going to be needed. */
    public EnvironmentContext preloadTemplates() {
        catalogue.preload(environment);
        return this;
    }
}
