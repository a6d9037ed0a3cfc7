package replaystorage.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;

/**
 * The storage of a command.
 *
 * @param remote the section of rclone.conf: the provider's, or that of REPLAY_STORAGE_REMOTE
 * @param options required keys of the section without credentials; empty for the user's own section
 * @param credentials required credentials, by rclone.conf key
 * @param variables the source variable of each key
 * @param notes corrections and suspicious values, to be reported once
 */
public record Settings(
        Provider provider,
        String remote,
        Map<String, String> options,
        Map<String, Secret> credentials,
        Map<String, String> variables,
        Optional<Bucket> replays,
        Optional<Bucket> artifacts,
        List<String> notes) {

    /**
     * A bucket, or the folder used as one.
     *
     * @param variable the variable that names it
     * @param impliedByFolder true if it is below the user's storage folder and is created on demand, so that it may be missing
     */
    public record Bucket(String name, String variable, boolean impliedByFolder) {
        /** The user's folder above an implied bucket. */
        public String parentFolder() {
            return name.replaceFirst("/[^/]*$", "");
        }
    }

    /**
     * Resolves variables and rclone.conf; empty if no storage is configured.
     *
     * @throws CliException 78 naming the variable, if a provider is incomplete or a value is invalid
     */
    public static Optional<Settings> resolve(
            Environment environment, ProviderCatalogue catalogue, ConfSections sections) {
        return new SettingsResolver(environment).resolve(catalogue, sections);
    }

    /** @throws CliException 78 if no storage is configured */
    public static Settings require(Environment environment, ProviderCatalogue catalogue, ConfSections sections) {
        return resolve(environment, catalogue, sections).orElseThrow(() -> noStorageConfigured(catalogue));
    }

    public static CliException noStorageConfigured(ProviderCatalogue catalogue) {
        Provider first = catalogue.provider(catalogue.names().get(0));
        List<String> buckets = first.buckets().templates().get(Provider.BucketRole.REPLAYS);
        return new CliException(
                ExitStatus.CONFIG,
                "no storage is configured",
                Stream.concat(
                                first.providerDetection().alternatives().get(0).stream(),
                                Stream.of(buckets.get(buckets.size() - 1)))
                        .map(each -> each + "=...")
                        .collect(Collectors.joining(" ", "export ", "")));
    }

    /** @throws CliException 78 naming the variables that could name it */
    public Bucket requireReplays() {
        return replays.orElseThrow(() -> bucketNotNamed(Provider.BucketRole.REPLAYS));
    }

    /** @throws CliException 78 naming the variables that could name it */
    public Bucket requireArtifacts() {
        return artifacts.orElseThrow(() -> bucketNotNamed(Provider.BucketRole.ARTIFACTS));
    }

    private CliException bucketNotNamed(Provider.BucketRole role) {
        List<String> names = provider.buckets().templates().get(role).stream()
                .filter(each -> !each.startsWith("${"))
                .toList();
        return new CliException(
                ExitStatus.CONFIG,
                "no bucket is set for the " + role.name().toLowerCase(Locale.ROOT) + " on " + provider.title() + ": "
                        + String.join(" and ", names) + (names.size() > 1 ? " are" : " is") + " unset",
                "export " + names.get(names.size() - 1) + "=...");
    }

    /** Each bucket by the variable that takes precedence over all others for it. */
    public Map<String, String> bucketVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        replays.ifPresent(bucket -> putBucket(variables, Provider.BucketRole.REPLAYS, bucket));
        artifacts.ifPresent(bucket -> putBucket(variables, Provider.BucketRole.ARTIFACTS, bucket));
        return variables;
    }

    private void putBucket(Map<String, String> variables, Provider.BucketRole role, Bucket bucket) {
        if (bucket.impliedByFolder()) {
            variables.put(bucket.variable(), bucket.parentFolder());
        } else {
            variables.put(provider.buckets().templates().get(role).get(0), bucket.name());
        }
    }

    /** The configured buckets; a shared one once, if one variable names it. */
    public List<Bucket> buckets() {
        return Stream.of(replays, artifacts)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** True if rclone takes credentials from the environment, such as the machine's role. */
    public boolean isEnvironmentAuth() {
        return "true".equals(options.get("env_auth"));
    }

    /** True if requests are not signed, as for a public bucket. */
    public boolean isAnonymous() {
        return provider.variables().stream()
                .anyMatch(variable -> variable.secret() && "".equals(options.get(variable.option())));
    }

    /** Endpoint for messages, or the provider's name. */
    public String endpoint() {
        return Optional.ofNullable(options.get("endpoint"))
                .or(() -> Optional.ofNullable(credentials.get("endpoint")).map(Secret::reveal))
                .orElse(provider.title());
    }

    /** True if replays and artifacts share a bucket: the artifact folders at its root are not replays. */
    public boolean sharesOneBucket() {
        return replays.isPresent()
                && artifacts.isPresent()
                && replays.get().name().equals(artifacts.get().name());
    }
}
