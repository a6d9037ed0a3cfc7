package replaystorage.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.providers.ProviderDetection;
import replaystorage.providers.UnsetVariables;

/**
 * The provider of a command, and how it was selected.
 *
 * @param fromEnvironment true if variables fill the section, false if it is the user's own
 */
record ProviderSelection(Provider provider, String remote, boolean fromEnvironment) {
    private static final String PROVIDER_VARIABLE = "REPLAY_STORAGE_PROVIDER";
    private static final String REMOTE_VARIABLE = "REPLAY_STORAGE_REMOTE";

    /** @throws CliException 78 if the variables contradict each other or are incomplete */
    static Optional<ProviderSelection> select(
            Environment environment,
            ProviderCatalogue catalogue,
            ConfSections sections,
            ValueSanitizer sanitizer,
            Collection<String> notes) {
        Optional<Provider> picked = environment
                .get(PROVIDER_VARIABLE)
                .map(raw -> catalogue.provider(
                        sanitizer.unwrap(PROVIDER_VARIABLE, raw).toLowerCase(Locale.ROOT)));
        Optional<String> remote = environment
                .get(REMOTE_VARIABLE)
                .map(raw -> sanitizer.unwrap(REMOTE_VARIABLE, raw).replaceAll(":+$", ""));
        if (remote.isPresent() && sections.contains(remote.get())) {
            return Optional.of(forOwnRemote(environment, catalogue, remote.get(), sections.keys(remote.get()), picked));
        }
        List<Provider> candidates = picked.map(List::of)
                .orElseGet(() -> catalogue.providersMentioning(environment.all().keySet(), sections.names()));
        if (remote.isPresent()) {
            candidates = candidates.stream()
                    .filter(each -> each.remote().equals(remote.get()))
                    .filter(each -> each.providerDetection().detect(environment).complete())
                    .toList();
            if (candidates.isEmpty()) {
                throw new CliException(
                        ExitStatus.CONFIG,
                        REMOTE_VARIABLE + " names " + remote.get() + ", which is not a section of rclone.conf; there "
                                + (sections.names().isEmpty()
                                        ? "are none"
                                        : "are " + String.join(", ", sections.names())),
                        "unset " + REMOTE_VARIABLE);
            }
        }
        return selectFrom(candidates, environment, sections, picked.isPresent(), notes);
    }

    private static ProviderSelection forOwnRemote(
            Environment environment,
            ProviderCatalogue catalogue,
            String remote,
            Map<String, String> section,
            Optional<Provider> picked) {
        String type = section.getOrDefault("type", "");
        Provider provider = picked.orElseGet(() -> catalogue.all().stream()
                .filter(each -> each.backend().equals(type)
                        && section.entrySet()
                                .containsAll(each.options().matching().entrySet()))
                .findFirst()
                .orElseThrow(() -> new CliException(
                        ExitStatus.CONFIG,
                        REMOTE_VARIABLE + " names " + remote + ", whose type " + type + " is not one of "
                                + String.join(", ", backends(catalogue)),
                        "export " + REMOTE_VARIABLE + "=...   # a remote of one of these types")));
        requireType(provider, remote, section);
        boolean full = provider.remote().equals(remote)
                && provider.providerDetection().detect(environment).complete();
        return new ProviderSelection(provider, remote, full);
    }

    private static List<String> backends(ProviderCatalogue catalogue) {
        return catalogue.all().stream().map(Provider::backend).distinct().toList();
    }

    private static Optional<ProviderSelection> selectFrom(
            List<Provider> candidates,
            Environment environment,
            ConfSections sections,
            boolean picked,
            Collection<String> notes) {
        List<Provider> full = new ArrayList<>();
        List<Provider> half = new ArrayList<>();
        for (Provider each : candidates) {
            ProviderDetection.DetectionState state = each.providerDetection().detect(environment);
            if (state.complete()) {
                full.add(each);
            } else if (state.isPartial()) {
                half.add(each);
            }
        }
        Optional<ProviderSelection> choice = full.stream()
                .findFirst()
                .map(each -> new ProviderSelection(each, each.remote(), true))
                .or(() -> candidates.stream()
                        .filter(each -> sections.contains(each.remote()))
                        .filter(each -> picked || matchesType(each, sections.keys(each.remote())))
                        .findFirst()
                        .map(each -> new ProviderSelection(each, each.remote(), false)));
        choice.ifPresent(chosen -> {
            requireType(chosen.provider(), chosen.remote(), sections.keys(chosen.remote()));
            half.forEach(each -> notes.add(each.title() + " is only half set (missing: "
                    + each.missingVariables(environment).orElseThrow().describe() + "); "
                    + (chosen.fromEnvironment()
                            ? chosen.provider().title() + " is used"
                            : "the section [" + chosen.remote() + "] of rclone.conf is used")));
        });
        if (choice.isEmpty() && !half.isEmpty()) {
            throw notConfigured(half.get(0), environment);
        }
        if (choice.isEmpty() && picked) {
            throw notConfigured(candidates.get(0), environment);
        }
        return choice;
    }

    private static CliException notConfigured(Provider provider, Environment environment) {
        UnsetVariables unset =
                provider.missingVariables(environment).orElseGet(provider.providerDetection()::wantedVariables);
        return new CliException(
                ExitStatus.CONFIG,
                provider.title() + " is not fully set: " + unset.areUnset(),
                unset.first().stream().map(name -> name + "=...").collect(Collectors.joining(" ", "export ", "")));
    }

    private static boolean matchesType(Provider provider, Map<String, String> section) {
        return provider.backend().equals(section.getOrDefault("type", provider.backend()));
    }

    private static void requireType(Provider provider, String remote, Map<String, String> section) {
        if (!matchesType(provider, section)) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "the section [" + remote + "] of rclone.conf is of type " + section.get("type") + ", but "
                            + provider.title() + " needs one of type " + provider.backend(),
                    "export RCLONE_CONFIG=\"$HOME/.config/rclone/replay-storage.conf\"   # another file");
        }
    }
}
