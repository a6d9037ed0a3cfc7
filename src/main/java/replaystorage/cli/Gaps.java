package replaystorage.cli;

import java.util.List;
import java.util.function.Predicate;
import replaystorage.settings.Activation;
import replaystorage.settings.Environment;
import replaystorage.settings.Provider;
import replaystorage.settings.Provider.Role;

/** What of a provider's variables is set and what is missing. */
record Gaps(Provider provider, Environment environment) {

    /** Whether a user is to be asked for it, though it may be optional. */
    boolean isMissing(Provider.Variable variable) {
        if (environment.hasCredential(variable.name())) {
            return false;
        }
        Activation activation = provider.activation();
        Predicate<List<String>> isAmong = names -> names.contains(variable.name());
        boolean completes = activation.together().stream()
                .filter(isAmong)
                .flatMap(List::stream)
                .anyMatch(environment::hasCredential);
        boolean needless = activation.any().stream().anyMatch(isAmong)
                && activation.any().stream().anyMatch(all -> all.stream().allMatch(environment::hasCredential));
        return !variable.optional() || completes || (variable.asked() && !needless);
    }

    /** The one that names the bucket, or is to. */
    String bucketVariable(Role role) {
        List<String> names = provider.bucketVariables(role);
        return names.stream()
                .filter(name -> environment.get(name).isPresent())
                .findFirst()
                .orElse(names.get(isPath() ? names.size() - 1 : 0));
    }

    boolean isPath() {
        return provider.bucketKind() == Provider.BucketKind.PATH;
    }

    /** Whether the variable of the artifacts' bucket is one of the replays' too. */
    boolean isShared(Role role, String name) {
        return role == Role.ARTIFACTS && provider.bucketVariables(Role.REPLAYS).contains(name);
    }

    /** Those that are set. */
    List<String> set() {
        return provider.variableNames().stream()
                .filter(environment::hasCredential)
                .toList();
    }
}
