package replaystorage.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.BucketKind;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.settings.Settings.Bucket;

/** Finds the bucket of a role in the variables that may name it, and corrects its name. */
final class BucketNameResolver {
    /** `s3://`, `https://host/`, `b2:`. Folder names may contain a colon, so only well-known prefixes count for them. */
    private static final Pattern SCHEME_PREFIX =
            Pattern.compile("^(?:https?://[^/]*/|[A-Za-z][A-Za-z0-9+.-]*://|(?:b2|r2|s3|gs|minio|gdrive|drive):)");

    private static final Pattern ANY_PREFIX = Pattern.compile("^(?:https?://[^/]*/|[A-Za-z][\\w+.-]*://|[\\w.-]+:)");

    private final Environment environment;
    private final ValueSanitizer sanitizer;
    private final Collection<String> notes;

    BucketNameResolver(Environment environment, ValueSanitizer sanitizer, Collection<String> notes) {
        this.environment = environment;
        this.sanitizer = sanitizer;
        this.notes = notes;
    }

    Optional<Bucket> find(Provider provider, BucketRole role) {
        List<Bucket> named = provider.buckets().templates().get(role).stream()
                .map(variable -> fromVariable(provider, variable))
                .flatMap(Optional::stream)
                .toList();
        if (named.size() > 1
                && !named.get(1).impliedByFolder()
                && !named.get(0).name().equals(named.get(1).name())) {
            notes.add(named.get(0).variable() + " and " + named.get(1).variable()
                    + " name different buckets; the " + role.name().toLowerCase(Locale.ROOT)
                    + " use " + named.get(0).variable());
        }
        return named.stream().findFirst();
    }

    private Optional<Bucket> fromVariable(Provider provider, String source) {
        boolean implied = source.startsWith("${");
        String variable = implied ? source.substring(2, source.indexOf('}')) : source;
        String below = implied ? source.substring(source.indexOf('}') + 1) : "";
        return environment
                .get(variable)
                .map(raw -> new Bucket(cleanName(provider, variable, raw) + below, variable, implied));
    }

    private String cleanName(Provider provider, String variable, String raw) {
        String value = ValueSanitizer.requireStorable(variable, sanitizer.unwrap(variable, raw));
        if (provider.buckets().kind() == BucketKind.PATH) {
            return AbsolutePaths.requireAbsolute(variable, value);
        }
        if (value.matches("https?://[^/]*/*")) {
            throw ValueSanitizer.rejected(variable, "holds the address of a server, not the name of a bucket");
        }
        Pattern prefix = provider.buckets().kind() == BucketKind.FOLDER ? SCHEME_PREFIX : ANY_PREFIX;
        String name = prefix.matcher(value).replaceFirst("");
        if (!name.equals(value)) {
            notes.add(variable + " has a prefix before the bucket's name; it is ignored");
        }
        String path = String.join(
                "/",
                Arrays.stream(name.split("/"))
                        .filter(Predicate.not(String::isEmpty))
                        .toList());
        if (!path.equals(name)) {
            notes.add(variable + " has slashes around the bucket's name; they are ignored");
        }
        requireValidPath(provider, variable, path);
        return path;
    }

    private static void requireValidPath(Provider provider, String variable, String path) {
        if (path.isEmpty()) {
            throw ValueSanitizer.rejected(variable, "names no bucket");
        }
        if (Arrays.stream(path.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw ValueSanitizer.rejected(variable, "holds . or .. as a part of its path");
        }
        String bucket = path.split("/", 2)[0];
        if (!provider.buckets().namePattern().matcher(bucket).matches()) {
            String wrong = bucket.codePoints()
                    .mapToObj(Character::toString)
                    .filter(each ->
                            !provider.buckets().namePattern().matcher(each).matches())
                    .findFirst()
                    .orElse("");
            throw new CliException(
                    ExitStatus.CONFIG,
                    variable + " is not a valid bucket name for " + provider.title() + ": it contains '" + wrong
                            + "'; a name consists of " + provider.buckets().nameRule(),
                    "export " + variable + "=...   # as the provider's console shows it");
        }
    }
}
