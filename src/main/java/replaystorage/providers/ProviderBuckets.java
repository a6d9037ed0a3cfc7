package replaystorage.providers;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.providers.Provider.BucketKind;
import replaystorage.providers.Provider.BucketRole;

/**
 * How the buckets of a provider are named and found.
 *
 * @param templates the variables that may name the bucket of each role, in order of precedence; with `${VAR}` a path below it
 * @param namePattern allowed characters
 * @param nameRule the same in words
 * @param listable rclone finds a bucket by listing all buckets, and takes a failed listing for a missing bucket
 */
public record ProviderBuckets(
        BucketKind kind,
        Map<BucketRole, List<String>> templates,
        Pattern namePattern,
        String nameRule,
        boolean listable) {

    /** The variables that may name the bucket of a role, including those with a path below it. */
    public List<String> variables(BucketRole role) {
        return templates.get(role).stream()
                .map(name -> name.replaceFirst("^\\$\\{(\\w+)}.*", "$1"))
                .toList();
    }

    /** The variables of both roles. */
    public List<String> variables() {
        return Stream.of(BucketRole.values())
                .flatMap(role -> variables(role).stream())
                .toList();
    }
}
