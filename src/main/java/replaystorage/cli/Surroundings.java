package replaystorage.cli;

import replaystorage.settings.Catalogue;
import replaystorage.settings.Environment;
import replaystorage.settings.Remembered;

/**
 * What a command is run in.
 *
 * @param environment the variables, and beneath them what a pod's start remembered
 * @param catalogue the providers, without the user's preferences
 */
record Surroundings(Environment environment, Catalogue catalogue) {

    /** With what an earlier start remembered. */
    Surroundings remembering() {
        return new Surroundings(new Remembered(environment).beneath(environment, () -> catalogue), catalogue);
    }

    /** With the templates read that are going to be needed. */
    Surroundings readAhead() {
        catalogue.readAhead(environment);
        return this;
    }
}
