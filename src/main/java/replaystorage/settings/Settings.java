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
 * Which storage a command acts on.
 *
 * @param remote the section of rclone.conf; the provider's, or the one of REPLAY_STORAGE_REMOTE
 * @param options the keys that the section must hold and are no credentials; empty where the user's own section is used
 * @param credentials the same for credentials, by rclone.conf key
 * @param variables for each key of credentials and options the variable that it came from
 * @param replays the replays bucket, where one is named
 * @param artifacts the artifacts bucket, where one is named
 * @param notes what was mended, or is odd about the settings, each to be said once
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
     * A bucket, or the folder that stands for one.
     *
     * @param variable the variable that named it
     * @param impliedByFolder it lies under a storage folder of the user's and is made when it is first needed; its absence is no mistake
     */
    public record Bucket(String name, String variable, boolean impliedByFolder) {
        /** The folder that the user named, where this one is implied. */
        public String parentFolder() {
            return name.replaceFirst("/[^/]*$", "");
        }
    }

    /**
     * What the environment and the sections of rclone.conf say; empty where no storage is set at all.
     *
     * @throws CliException 78 where a provider is set by half, or a value can't be right; it names the variable
     */
    public static Optional<Settings> resolve(
            Environment environment, ProviderCatalogue catalogue, ConfSections sections) {
        return new SettingsResolver(environment).resolve(catalogue, sections);
    }

    /**
     * The same for a command that can do nothing without a storage.
     *
     * @throws CliException 78 where none is set
     */
    public static Settings require(Environment environment, ProviderCatalogue catalogue, ConfSections sections) {
        return resolve(environment, catalogue, sections).orElseThrow(() -> noStorageConfigured(catalogue));
    }

    /** The error of {@link #require}, for those who only want its text. */
    public static CliException noStorageConfigured(ProviderCatalogue catalogue) {
        Provider first = catalogue.provider(catalogue.names().get(0));
        List<String> buckets = first.bucketTemplates().get(Provider.BucketRole.REPLAYS);
        return new CliException(
                ExitStatus.CONFIG,
                "no storage is configured",
                Stream.concat(
                                first.providerDetection().alternatives().get(0).stream(),
                                Stream.of(buckets.get(buckets.size() - 1)))
                        .map(each -> each + "=...")
                        .collect(Collectors.joining(" ", "export ", "")));
    }

    /**
     * The replays bucket.
     *
     * @throws CliException 78 naming the variables that could name it
     */
    public Bucket requireReplays() {
        return replays.orElseThrow(() -> bucketNotNamed(Provider.BucketRole.REPLAYS));
    }

    /**
     * The artifacts bucket.
     *
     * @throws CliException 78 naming the variables that could name it
     */
    public Bucket requireArtifacts() {
        return artifacts.orElseThrow(() -> bucketNotNamed(Provider.BucketRole.ARTIFACTS));
    }

    private CliException bucketNotNamed(Provider.BucketRole role) {
        List<String> names = provider.bucketTemplates().get(role).stream()
                .filter(each -> !each.startsWith("${"))
                .toList();
        return new CliException(
                ExitStatus.CONFIG,
                "no bucket is set for the " + role.name().toLowerCase(Locale.ROOT) + " on " + provider.title() + ": "
                        + String.join(" and ", names) + (names.size() > 1 ? " are" : " is") + " unset",
                "export " + names.get(names.size() - 1) + "=...");
    }

    /** The buckets, each under the variable that goes before all others that may name it. */
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
            variables.put(provider.bucketTemplates().get(role).get(0), bucket.name());
        }
    }

    /** The buckets that are named; one that holds both stands there once where one variable names it. */
    public List<Bucket> buckets() {
        return Stream.of(replays, artifacts)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Whether rclone takes the credentials from the environment, such as the machine's role. */
    public boolean isEnvironmentAuth() {
        return "true".equals(options.get("env_auth"));
    }

    /** Whether requests are not signed, as for a public bucket. */
    public boolean isAnonymous() {
        return provider.variables().stream()
                .anyMatch(variable -> variable.secret() && "".equals(options.get(variable.option())));
    }

    /** Where the storage is, for messages: the endpoint, else the provider's name. */
    public String endpoint() {
        return Optional.ofNullable(options.get("endpoint"))
                .or(() -> Optional.ofNullable(credentials.get("endpoint")).map(Secret::reveal))
                .orElse(provider.title());
    }

    /** Whether replays and artifacts share a bucket: then the artifacts' folders at its root are no replays. */
    public boolean sharesOneBucket() {
        return replays.isPresent()
                && artifacts.isPresent()
                && replays.get().name().equals(artifacts.get().name());
    }
}
