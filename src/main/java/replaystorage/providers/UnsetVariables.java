package replaystorage.providers;

import java.util.List;

/**
 * Variables that a provider still needs.
 *
 * @param alternatives any one of these lists is enough
 */
public record UnsetVariables(List<List<String>> alternatives) {
    static UnsetVariables allOf(List<String> names) {
        return new UnsetVariables(List.of(names));
    }

    static UnsetVariables anyOf(List<String> names) {
        return new UnsetVariables(names.stream().map(List::of).toList());
    }

    public List<String> first() {
        return alternatives.get(0);
    }

    private boolean isPlural() {
        return alternatives.stream().anyMatch(all -> all.size() > 1);
    }

    public String describe() {
        return String.join(
                isPlural() ? ", or " : " or ",
                alternatives.stream().map(all -> String.join(" and ", all)).toList());
    }

    public String areUnset() {
        return describe() + (isPlural() ? " are unset" : " is unset");
    }
}
