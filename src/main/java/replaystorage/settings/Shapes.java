package replaystorage.settings;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of the values that a storage refused do not even look like what they should be. */
public final class Shapes {
    private Shapes() {}

    /** Half sentences that name them and what they probably are; empty where all look right. No secret is shown. */
    public static String remarks(Settings settings, Collection<String> variables) {
        return settings.provider().variables().stream()
                .filter(variable -> variables.contains(variable.name()) && variable.unlike() != null)
                .map(variable -> remark(settings, variable))
                .flatMap(Optional::stream)
                .collect(Collectors.joining());
    }

    private static Optional<String> remark(Settings settings, Provider.Variable variable) {
        return Optional.ofNullable(settings.credentials().get(variable.option()))
                .map(Secret::reveal)
                .filter(value -> !variable.shape().matcher(value).matches())
                .map(value -> "; " + variable.name() + " "
                        + (isShown(settings.provider(), variable, value)
                                ? "is '" + value + "'"
                                : "has " + value.length() + " characters")
                        + ", which is not " + variable.is() + ": " + variable.unlike());
    }

    /** A secret may have been put where an id belongs. */
    private static boolean isShown(Provider provider, Provider.Variable variable, String value) {
        return !variable.secret()
                && value.length() < 32
                && provider.variables().stream()
                        .filter(other -> other.secret() && other.shape() != null)
                        .noneMatch(secret -> secret.shape().matcher(value).matches());
    }
}
