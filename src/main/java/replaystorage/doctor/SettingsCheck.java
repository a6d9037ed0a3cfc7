package replaystorage.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.providers.UnsetVariables;
import replaystorage.settings.Settings;
import replaystorage.settings.VariableLint;

/** Reports the storage in use, where that setting comes from, what else it overrides, and suspicious values. */
public final class SettingsCheck implements Check {
    private final Environment environment;
    private final ProviderCatalogue catalogue;
    private final Supplier<Settings> settings;

    /** @param settings throws if the variables are not valid */
    public SettingsCheck(Environment environment, ProviderCatalogue catalogue, Supplier<Settings> settings) {
        this.environment = environment;
        this.catalogue = catalogue;
        this.settings = settings;
    }

    @Override
    public List<Finding> run() {
        List<Provider> meant = catalogue.configuredProviders(environment);
        try {
            Settings chosen = settings.get();
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(chosen.provider().title() + settingsOrigin(chosen)));
            findings.addAll(lintFindings(List.of(chosen.provider())));
            meant.stream()
                    .filter(other -> !other.equals(chosen.provider()))
                    .flatMap(other -> hiddenProviderFinding(other, chosen.provider()).stream())
                    .forEach(findings::add);
            return findings;
        } catch (CliException e) {
            List<Finding> findings = new ArrayList<>(lintFindings(meant));
            if (!findings.contains(Finding.error(e))) {
                findings.add(0, Finding.error(e));
            }
            return findings;
        }
    }

    private String settingsOrigin(Settings chosen) {
        String section = "[" + chosen.remote() + "] of rclone.conf";
        return chosen.options().isEmpty() && chosen.credentials().isEmpty()
                ? ", by " + section
                : chosen.variables().isEmpty()
                        ? ""
                        : ", by "
                                + String.join(
                                        ", ",
                                        Set.copyOf(chosen.variables().values()).stream()
                                                .sorted()
                                                .toList());
    }

    private List<Finding> lintFindings(List<Provider> providers) {
        return providers.stream()
                .flatMap(provider -> VariableLint.lint(environment, provider).stream())
                .distinct()
                .map(slip -> new Finding(
                        slip.status() == 0 ? Severity.WARNING : Severity.ERROR,
                        slip.text(),
                        slip.remedy(),
                        slip.status()))
                .toList();
    }

    /** Another provider that is set too; providers may share a variable. */
    private Optional<Finding> hiddenProviderFinding(Provider other, Provider chosen) {
        if (environment.get("REPLAY_STORAGE_PROVIDER").isPresent()) {
            return Optional.empty();
        }
        List<String> own = other.variableNames().stream()
                .filter(name -> !chosen.variableNames().contains(name))
                .filter(this::isSet)
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Optional<UnsetVariables> missing = other.missingVariables(environment);
        if (missing.isPresent()) {
            String first = missing.get().first().get(0);
            return Optional.of(Finding.warning(
                    other.title() + " is only half set (missing: "
                            + missing.get().describe() + "); " + chosen.title() + " is used",
                    "export " + first + "=...   # or: unset " + String.join(" ", own)));
        }
        String text = other.title() + " is set too, by " + String.join(", ", own) + "; " + chosen.title()
                + " takes precedence";
        return Optional.of(Finding.warning(
                text, "export REPLAY_STORAGE_PROVIDER=" + chosen.name() + "   # or: unset " + String.join(" ", own)));
    }

    private boolean isSet(String name) {
        return environment.hasCredential(name);
    }
}
