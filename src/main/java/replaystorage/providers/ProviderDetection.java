package replaystorage.providers;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.host.Environment;

/**
 * Conditions under which a provider is configured.
 *
 * @param forbidden none of these variables may be set: another provider is meant
 * @param alternatives one of these lists must be set completely
 * @param requiredTogether all or none must be set
 * @param startedBy variables that only users of this provider set, although they don't configure it alone
 */
public record ProviderDetection(
        List<String> required,
        List<String> forbidden,
        List<List<String>> alternatives,
        List<List<String>> requiredTogether,
        List<String> startedBy) {

    public record DetectionState(boolean complete, Optional<UnsetVariables> missing) {
        public boolean isPartial() {
            return missing.isPresent();
        }
    }

    public DetectionState detect(Environment environment) {
        Predicate<String> set = environment::hasCredential;
        if (required.stream().anyMatch(set.negate()) || forbidden.stream().anyMatch(set)) {
            return new DetectionState(false, Optional.empty());
        }
        if (alternatives.stream().noneMatch(all -> all.stream().allMatch(set))) {
            boolean begun = !required.isEmpty()
                    || Stream.concat(startedBy.stream(), alternatives.stream().flatMap(List::stream))
                            .anyMatch(set);
            return new DetectionState(false, begun ? Optional.of(missingVariables(set)) : Optional.empty());
        }
        Optional<UnsetVariables> alone = requiredTogether.stream()
                .filter(group -> group.stream().anyMatch(set))
                .flatMap(List::stream)
                .filter(set.negate())
                .findFirst()
                .map(name -> UnsetVariables.allOf(List.of(name)));
        return new DetectionState(alone.isEmpty(), alone);
    }

    /** The missing variables of a started alternative, else the first variable of each. */
    private UnsetVariables missingVariables(Predicate<String> set) {
        return alternatives.stream()
                .filter(all -> all.stream().anyMatch(set))
                .findFirst()
                .map(begun ->
                        UnsetVariables.allOf(begun.stream().filter(set.negate()).toList()))
                .orElseGet(() -> UnsetVariables.anyOf(
                        alternatives.stream().map(all -> all.get(0)).toList()));
    }

    public UnsetVariables wantedVariables() {
        return new UnsetVariables(alternatives);
    }
}
