package replaystorage.providers;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.host.Environment;

/**
 * When a provider counts as set.
 *
 * @param required without each of these variables it is not meant at all
 * @param forbidden with one of these variables another provider is meant
 * @param alternatives alternatives: all variables of one of them make it set
 * @param requiredTogether variables of which all or none are set
 * @param startedBy variables that nobody sets who means another provider, though they do not make it set
 */
public record ProviderDetection(
        List<String> required,
        List<String> forbidden,
        List<List<String>> alternatives,
        List<List<String>> requiredTogether,
        List<String> startedBy) {

    /** How far it is set; missing is what would complete it, where it is set by half. */
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

    /** The variables that are wanted first: of the alternative that is begun, else one of each. */
    private UnsetVariables missingVariables(Predicate<String> set) {
        return alternatives.stream()
                .filter(all -> all.stream().anyMatch(set))
                .findFirst()
                .map(begun ->
                        UnsetVariables.allOf(begun.stream().filter(set.negate()).toList()))
                .orElseGet(() -> UnsetVariables.anyOf(
                        alternatives.stream().map(all -> all.get(0)).toList()));
    }

    /** What to set where nothing is. */
    public UnsetVariables wantedVariables() {
        return new UnsetVariables(alternatives);
    }
}
