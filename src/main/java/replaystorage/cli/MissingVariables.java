package replaystorage.cli;

import java.util.List;
import java.util.function.Predicate;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.providers.ProviderDetection;

/** Which variables of a provider are set, and which are missing. */
record MissingVariables(Provider provider, Environment environment) {

    /** True if the interview asks for the variable, even if it is optional. */
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

    /** The variable that names the bucket, or should. */
    String bucketVariable(BucketRole role) {
        List<String> names = provider.buckets().variables(role);
        return names.stream()
                .filter(name -> environment.get(name).isPresent())
                .findFirst()
                .orElse(names.get(isFolderStorage() ? names.size() - 1 : 0));
    }

    boolean isFolderStorage() {
        return provider.buckets().kind() == Provider.BucketKind.PATH;
    }

    /** True if the variable names the replays bucket too. */
    boolean isSharedBucketVariable(BucketRole role, String name) {
        return role == BucketRole.ARTIFACTS
                && provider.buckets().variables(BucketRole.REPLAYS).contains(name);
    }

    List<String> setVariables() {
        return provider.variableNames().stream()
                .filter(environment::hasCredential)
                .toList();
    }
}
