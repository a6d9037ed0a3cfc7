package replaystorage.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import replaystorage.settings.Provider.BucketKind;
import replaystorage.settings.Provider.Role;
import replaystorage.settings.Settings.Bucket;

/** Finds the bucket of a role among the variables that may name it, and mends its name. */
final class BucketNames {
    /** `s3://`, `https://host/`, `b2:`; a folder may hold a colon, so there it must be one of the usual names. */
    private static final Pattern PREFIX =
            Pattern.compile("^(?:https?://[^/]*/|[A-Za-z][A-Za-z0-9+.-]*://|(?:b2|r2|s3|gs|minio|gdrive|drive):)");

    private static final Pattern ANY_PREFIX = Pattern.compile("^(?:https?://[^/]*/|[A-Za-z][\\w+.-]*://|[\\w.-]+:)");

    private final Environment environment;
    private final Slips slips;
    private final Collection<String> notes;

    BucketNames(Environment environment, Slips slips, Collection<String> notes) {
        this.environment = environment;
        this.slips = slips;
        this.notes = notes;
    }

    Optional<Bucket> of(Provider provider, Role role) {
        List<Bucket> named = provider.buckets().get(role).stream()
                .map(variable -> named(provider, variable))
                .flatMap(Optional::stream)
                .toList();
        if (named.size() > 1
                && !named.get(1).implied()
                && !named.get(0).name().equals(named.get(1).name())) {
            notes.add(named.get(0).variable() + " and " + named.get(1).variable()
                    + " name different buckets; the " + role.name().toLowerCase(Locale.ROOT)
                    + " are in the one of " + named.get(0).variable());
        }
        return named.stream().findFirst();
    }

    private Optional<Bucket> named(Provider provider, String source) {
        boolean implied = source.startsWith("${");
        String variable = implied ? source.substring(2, source.indexOf('}')) : source;
        String below = implied ? source.substring(source.indexOf('}') + 1) : "";
        return environment
                .get(variable)
                .map(raw -> new Bucket(name(provider, variable, raw) + below, variable, implied));
    }

    private String name(Provider provider, String variable, String raw) {
        String value = Slips.kept(variable, slips.unwrapped(variable, raw));
        if (provider.bucketKind() == BucketKind.PATH) {
            return LocalPaths.absolute(variable, value);
        }
        if (value.matches("https?://[^/]*/*")) {
            throw Slips.refused(variable, "holds the address of a server, not the name of a bucket");
        }
        Pattern prefix = provider.bucketKind() == BucketKind.FOLDER ? PREFIX : ANY_PREFIX;
        String name = prefix.matcher(value).replaceFirst("");
        if (!name.equals(value)) {
            notes.add(variable + " has a prefix before the bucket's name; it is left out");
        }
        String path = String.join(
                "/",
                Arrays.stream(name.split("/"))
                        .filter(Predicate.not(String::isEmpty))
                        .toList());
        if (!path.equals(name)) {
            notes.add(variable + " has slashes around the bucket's name; they are left out");
        }
        check(provider, variable, path);
        return path;
    }

    private static void check(Provider provider, String variable, String path) {
        if (path.isEmpty()) {
            throw Slips.refused(variable, "names no bucket");
        }
        if (Arrays.stream(path.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw Slips.refused(variable, "holds . or .. as a part of its path");
        }
        String bucket = path.split("/", 2)[0];
        if (!provider.bucketName().matcher(bucket).matches()) {
            String wrong = bucket.codePoints()
                    .mapToObj(Character::toString)
                    .filter(each -> !provider.bucketName().matcher(each).matches())
                    .findFirst()
                    .orElse("");
            throw new CliException(
                    ExitStatus.CONFIG,
                    variable + " can't be a bucket of " + provider.title() + ": it holds '" + wrong
                            + "', and a name is of " + provider.bucketAllows(),
                    "export " + variable + "=...   # as the provider's console spells it");
        }
    }
}
