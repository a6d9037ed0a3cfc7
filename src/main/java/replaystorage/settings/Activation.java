package replaystorage.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * When a provider counts as set.
 *
 * @param with without each of these variables it is not meant at all
 * @param without with one of these variables another provider is meant
 * @param any alternatives: all variables of one of them make it set
 * @param together variables of which all or none are set
 * @param begunBy variables that nobody sets who means another provider, though they do not make it set
 */
public record Activation(
        List<String> with,
        List<String> without,
        List<List<String>> any,
        List<List<String>> together,
        List<String> begunBy) {

    /** How far it is set; missing is what would complete it, where it is set by half. */
    record State(boolean full, Optional<String> missing) {
        boolean half() {
            return missing.isPresent();
        }
    }

    State in(Environment environment) {
        Predicate<String> set = environment::hasCredential;
        if (with.stream().anyMatch(set.negate()) || without.stream().anyMatch(set)) {
            return new State(false, Optional.empty());
        }
        if (any.stream().noneMatch(all -> all.stream().allMatch(set))) {
            boolean begun = !with.isEmpty()
                    || Stream.concat(begunBy.stream(), any.stream().flatMap(List::stream))
                            .anyMatch(set);
            return new State(false, begun ? Optional.of(missing(set)) : Optional.empty());
        }
        Optional<String> alone = together.stream()
                .filter(group -> group.stream().anyMatch(set))
                .flatMap(List::stream)
                .filter(set.negate())
                .findFirst();
        return new State(alone.isEmpty(), alone);
    }

    /** The variables that are wanted first: of the alternative that is begun, else one of each. */
    private String missing(Predicate<String> set) {
        List<String> begun = any.stream()
                .filter(all -> all.stream().anyMatch(set))
                .findFirst()
                .orElseGet(() -> any.stream().map(all -> all.get(0)).toList());
        boolean alternatives = begun.stream().noneMatch(set);
        return String.join(
                alternatives ? " or " : " and ",
                begun.stream().filter(set.negate()).toList());
    }

    /** What to set where nothing is. */
    String wanted() {
        return String.join(
                ", or ", any.stream().map(all -> String.join(" and ", all)).toList());
    }
}
