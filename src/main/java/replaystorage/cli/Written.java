package replaystorage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import replaystorage.settings.Environment;
import replaystorage.settings.Provider;
import replaystorage.settings.Remembered;
import replaystorage.settings.Settings;
import replaystorage.settings.ShellLine;

/** Leaves what is not secret of an {@link Interview} for shells without variables, as a pod's start does, and says what other shells need. */
record Written(Session answered, Provider provider) {

    /** @param before the variables of the shell that we were started from */
    void tell(Environment before) {
        Map<String, String> buckets =
                answered.opening().found().map(Settings::bucketVariables).orElse(Map.of());
        Remembered remembered = new Remembered(answered.environment());
        List<Path> files = new ArrayList<>(remembered.files());
        List<Path> failed =
                remembered.write(answered.environment(), answered.opening().found());
        files.removeAll(failed);
        failed.forEach(file -> answered.warn("what is set can't be remembered in " + file));
        if (!buckets.isEmpty()) {
            files.forEach(file -> answered.result("wrote " + String.join(" and ", buckets.keySet()) + " to " + file));
        }
        List<String> set = provider.variables().stream()
                .map(Provider.Variable::name)
                .filter(before::hasCredential)
                .toList();
        List<String> other = set.stream()
                .filter(name -> !before.get(name).equals(answered.environment().get(name)))
                .toList();
        if (!other.isEmpty()) {
            answered.result("This shell still has other values: unset " + String.join(" ", other));
        }
        // A storage is taken from the shell's own variables or from what is remembered, never from both.
        if (!set.isEmpty()
                && buckets.keySet().stream().anyMatch(name -> before.get(name).isEmpty())) {
            answered.result("Shells with " + set.get(0) + " set need the buckets too: export "
                    + buckets.entrySet().stream()
                            .map(bucket -> bucket.getKey() + "=" + ShellLine.quoted(bucket.getValue()))
                            .collect(Collectors.joining(" ")));
        }
    }
}
