package replaystorage.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which provider a command uses, and from where it is known.
 *
 * @param remote the section of rclone.conf
 * @param fromEnvironment the variables fill the section; else it is the user's own
 */
record Choice(Provider provider, String remote, boolean fromEnvironment) {
    private static final String PROVIDER = "REPLAY_STORAGE_PROVIDER";
    private static final String REMOTE = "REPLAY_STORAGE_REMOTE";

    /** @throws CliException 78 where what is set contradicts itself or is set by half */
    static Optional<Choice> of(
            Environment environment,
            Catalogue catalogue,
            Map<String, Map<String, String>> sections,
            Slips slips,
            Collection<String> notes) {
        Optional<Provider> picked = environment
                .get(PROVIDER)
                .map(raw -> catalogue.provider(slips.unwrapped(PROVIDER, raw).toLowerCase(Locale.ROOT)));
        Optional<String> remote =
                environment.get(REMOTE).map(raw -> slips.unwrapped(REMOTE, raw).replaceAll(":+$", ""));
        if (remote.isPresent() && sections.containsKey(remote.get())) {
            return Optional.of(own(environment, catalogue, remote.get(), sections.get(remote.get()), picked));
        }
        List<Provider> candidates = picked.map(List::of)
                .orElseGet(() -> catalogue.mentioning(environment.all().keySet(), sections.keySet()));
        if (remote.isPresent()) {
            candidates = candidates.stream()
                    .filter(each -> each.remote().equals(remote.get()))
                    .filter(each -> each.activation().in(environment).full())
                    .toList();
            if (candidates.isEmpty()) {
                throw new CliException(
                        ExitStatus.CONFIG,
                        REMOTE + " names " + remote.get() + ", which is no section of rclone.conf; there "
                                + (sections.isEmpty() ? "are none" : "are " + String.join(", ", sections.keySet())),
                        "unset " + REMOTE);
            }
        }
        return among(candidates, environment, sections, picked.isPresent(), notes);
    }

    private static Choice own(
            Environment environment,
            Catalogue catalogue,
            String remote,
            Map<String, String> section,
            Optional<Provider> picked) {
        String type = section.getOrDefault("type", "");
        Provider provider = picked.orElseGet(() -> catalogue.all().stream()
                .filter(each -> each.backend().equals(type)
                        && section.entrySet().containsAll(each.matches().entrySet()))
                .findFirst()
                .orElseThrow(() -> new CliException(
                        ExitStatus.CONFIG,
                        REMOTE + " names " + remote + ", whose type " + type + " is none of "
                                + String.join(", ", backends(catalogue)),
                        "export " + REMOTE + "=...   # a remote of one of these types")));
        checkType(provider, remote, section);
        boolean full = provider.remote().equals(remote)
                && provider.activation().in(environment).full();
        return new Choice(provider, remote, full);
    }

    private static List<String> backends(Catalogue catalogue) {
        return catalogue.all().stream().map(Provider::backend).distinct().toList();
    }

    private static Optional<Choice> among(
            List<Provider> candidates,
            Environment environment,
            Map<String, Map<String, String>> sections,
            boolean picked,
            Collection<String> notes) {
        List<Provider> full = new ArrayList<>();
        List<Provider> half = new ArrayList<>();
        for (Provider each : candidates) {
            Activation.State state = each.activation().in(environment);
            if (state.full()) {
                full.add(each);
            } else if (state.half()) {
                half.add(each);
            }
        }
        Optional<Choice> choice = full.stream()
                .findFirst()
                .map(each -> new Choice(each, each.remote(), true))
                .or(() -> candidates.stream()
                        .filter(each -> sections.containsKey(each.remote()))
                        .filter(each -> picked || isOf(each, sections.get(each.remote())))
                        .findFirst()
                        .map(each -> new Choice(each, each.remote(), false)));
        choice.ifPresent(chosen -> {
            checkType(chosen.provider(), chosen.remote(), sections.getOrDefault(chosen.remote(), Map.of()));
            half.forEach(each -> notes.add(each.title() + " is only half set (missing: " + missing(each, environment)
                    + "); "
                    + (chosen.fromEnvironment()
                            ? chosen.provider().title() + " is used"
                            : "the section [" + chosen.remote() + "] of rclone.conf is used")));
        });
        if (choice.isEmpty() && !half.isEmpty()) {
            throw unset(half.get(0), environment);
        }
        if (choice.isEmpty() && picked) {
            throw unset(candidates.get(0), environment);
        }
        return choice;
    }

    private static CliException unset(Provider provider, Environment environment) {
        String first = missing(provider, environment).split(",? or ", 2)[0];
        return new CliException(
                ExitStatus.CONFIG,
                provider.title() + " is not fully set: " + missing(provider, environment) + " unset",
                "export " + first.replaceAll(" (and|is|are)\\b", "").replaceAll("(\\w+)", "$1=..."));
    }

    private static String missing(Provider provider, Environment environment) {
        String missing = provider.activation().in(environment).missing().orElseGet(provider.activation()::wanted);
        return missing + (missing.contains(" and ") ? " are" : " is");
    }

    private static boolean isOf(Provider provider, Map<String, String> section) {
        return provider.backend().equals(section.getOrDefault("type", provider.backend()));
    }

    private static void checkType(Provider provider, String remote, Map<String, String> section) {
        if (!isOf(provider, section)) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "the section [" + remote + "] of rclone.conf is of type " + section.get("type") + ", but "
                            + provider.title() + " needs one of type " + provider.backend(),
                    "export RCLONE_CONFIG=\"$HOME/.config/rclone/replay-storage.conf\"   # a file of its own");
        }
    }
}
