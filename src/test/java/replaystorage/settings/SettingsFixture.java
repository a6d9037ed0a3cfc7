package replaystorage.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import replaystorage.host.Environment;
import replaystorage.providers.ProviderCatalogue;

/** Settings with few variables and the bundled templates. */
public final class SettingsFixture {
    public static final ProviderCatalogue CATALOGUE = ProviderCatalogue.bundled();
    static final String KEY_ID = "0050123456789ab0000000001";
    static final String APP_KEY = "K005abcdefghijklmnopqrstuvwxyz01";

    private SettingsFixture() {}

    public static Environment environment(String... assignments) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            variables.put(parts[0], parts[1]);
        }
        return Environment.of(variables);
    }

    /** B2's keys and a bucket, changed by these assignments. */
    public static Environment b2(String... assignments) {
        Environment environment = environment("B2_KEY_ID=" + KEY_ID, "B2_APP_KEY=" + APP_KEY, "B2_BUCKET=melee");
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            environment = environment.with(parts[0], parts[1]);
        }
        return environment;
    }

    public static Settings settings(Environment environment) {
        return Settings.require(environment, CATALOGUE, ConfSections.NONE);
    }
}
