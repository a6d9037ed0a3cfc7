package replaystorage.settings;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import replaystorage.providers.Provider;

/** Finds refused credentials whose format is wrong. */
public final class CredentialFormatHints {
    private CredentialFormatHints() {}

    /** Clauses that name them and what they may be; empty if all look right. Shows no secret. */
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

    /** A user may have put a secret into the variable of an id. */
    private static boolean mayBeShown(Provider provider, Provider.ProviderVariable variable, String value) {
        return !variable.secret()
                && value.length() < 32
                && provider.variables().stream()
                        .filter(other -> other.secret() && other.pattern() != null)
                        .noneMatch(secret -> secret.pattern().matcher(value).matches());
    }
}
