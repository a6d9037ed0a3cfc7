package replaystorage.providers;

import java.util.List;

/**
 * The variables that a provider still needs.
 *
 * @param alternatives the variables of any one of these are enough
 */
public record UnsetVariables(List<List<String>> alternatives) {
    static UnsetVariables allOf(List<String> names) {
        return new UnsetVariables(List.of(names));
    }

    static UnsetVariables anyOf(List<String> names) {
        return new UnsetVariables(names.stream().map(List::of).toList());
    }

    /** The variables to ask for first. */
    public List<String> first() {
        return alternatives.get(0);
    }

    /** Several variables are needed, whichever alternative is chosen. */
    private boolean isPlural() {
        return alternatives.stream().anyMatch(all -> all.size() > 1);
    }

    /** Such as `A and B`, `A or B`, or `A and B, or C`. */
    public String describe() {
        return String.join(
                isPlural() ? ", or " : " or ",
                alternatives.stream().map(all -> String.join(" and ", all)).toList());
    }

    /** The same as a statement. */
    public String areUnset() {
        return describe() + (isPlural() ? " are unset" : " is unset");
    }
}
