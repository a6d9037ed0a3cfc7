package replaystorage.settings;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import replaystorage.providers.Provider;

/** Which of the values that a storage refused do not even look like what they should be. */
public final class CredentialFormatHints {
    private CredentialFormatHints() {}

    /** Half sentences that name them and what they probably are; empty where all look right. No secret is shown. */
    public static String describeMismatches(Settings settings, Collection<String> variables) {
        return settings.provider().variables().stream()
                .filter(variable -> variables.contains(variable.name()) && variable.mismatchNote() != null)
                .map(variable -> describeMismatch(settings, variable))
                .flatMap(Optional::stream)
                .collect(Collectors.joining());
    }

    private static Optional<String> describeMismatch(Settings settings, Provider.ProviderVariable variable) {
        return Optional.ofNullable(settings.credentials().get(variable.option()))
                .map(Secret::reveal)
                .filter(value -> !variable.pattern().matcher(value).matches())
                .map(value -> "; " + variable.name() + " "
                        + (mayBeShown(settings.provider(), variable, value)
                                ? "is '" + value + "'"
                                : "has " + value.length() + " characters")
                        + ", which is not " + variable.description() + ": " + variable.mismatchNote());
    }

    /** A secret may have been put where an id belongs. */
    private static boolean mayBeShown(Provider provider, Provider.ProviderVariable variable, String value) {
        return !variable.secret()
                && value.length() < 32
                && provider.variables().stream()
                        .filter(other -> other.secret() && other.pattern() != null)
                        .noneMatch(secret -> secret.pattern().matcher(value).matches());
    }
}
