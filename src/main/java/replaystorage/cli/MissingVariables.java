package replaystorage.cli;

import java.util.List;
import java.util.function.Predicate;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.providers.ProviderDetection;

/** What of a provider's variables is set and what is missing. */
record MissingVariables(Provider provider, Environment environment) {

    /** Whether a user is to be asked for it, though it may be optional. */
    boolean isWanted(Provider.ProviderVariable variable) {
        if (environment.hasCredential(variable.name())) {
            return false;
        }
        ProviderDetection detection = provider.providerDetection();
        Predicate<List<String>> isAmong = names -> names.contains(variable.name());
        boolean completes = detection.requiredTogether().stream()
                .filter(isAmong)
                .flatMap(List::stream)
                .anyMatch(environment::hasCredential);
        boolean needless = detection.alternatives().stream().anyMatch(isAmong)
                && detection.alternatives().stream()
                        .anyMatch(all -> all.stream().allMatch(environment::hasCredential));
        return !variable.optional() || completes || (variable.askedFor() && !needless);
    }

    /** The one that names the bucket, or is to. */
    String bucketVariable(BucketRole role) {
        List<String> names = provider.bucketVariables(role);
        return names.stream()
                .filter(name -> environment.get(name).isPresent())
                .findFirst()
                .orElse(names.get(isFolderStorage() ? names.size() - 1 : 0));
    }

    boolean isFolderStorage() {
        return provider.bucketKind() == Provider.BucketKind.PATH;
    }

    /** Whether the variable of the artifacts' bucket is one of the replays' too. */
    boolean isSharedBucketVariable(BucketRole role, String name) {
        return role == BucketRole.ARTIFACTS
                && provider.bucketVariables(BucketRole.REPLAYS).contains(name);
    }

    /** Those that are set. */
    List<String> setVariables() {
        return provider.variableNames().stream()
                .filter(environment::hasCredential)
                .toList();
    }
}
