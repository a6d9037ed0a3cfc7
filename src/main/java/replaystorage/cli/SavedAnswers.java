package replaystorage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import replaystorage.host.Environment;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.Provider;
import replaystorage.session.CommandSession;
import replaystorage.settings.RememberedEnvironment;
import replaystorage.settings.Settings;

/** Saves the non-secret answers of a {@link ConfigureInterview} for later shells, and prints what other shells must set. */
record SavedAnswers(CommandSession session, Provider provider) {

    /** @param before the variables of the calling shell */
    void saveAndExplain(Environment before) {
        Map<String, String> buckets = session.storageOpener()
                .findSettings()
                .map(Settings::bucketVariables)
                .orElse(Map.of());
        RememberedEnvironment remembered = new RememberedEnvironment(session.environment());
        List<Path> files = new ArrayList<>(remembered.files());
        List<Path> failed =
                remembered.write(session.environment(), session.storageOpener().findSettings());
        files.removeAll(failed);
        failed.forEach(file -> session.warn("can't save the values in " + file));
        if (!buckets.isEmpty()) {
            files.forEach(
                    file -> session.printResult("wrote " + String.join(" and ", buckets.keySet()) + " to " + file));
        }
        List<String> set = provider.variables().stream()
                .map(Provider.ProviderVariable::name)
                .filter(before::hasCredential)
                .toList();
        List<String> other = set.stream()
                .filter(name -> !before.get(name).equals(session.environment().get(name)))
                .toList();
        if (!other.isEmpty()) {
            session.printResult("This shell still has other values: unset " + String.join(" ", other));
        }
        // A storage comes from the shell's variables or from remembered values, never from both.
        if (!set.isEmpty()
                && buckets.keySet().stream().anyMatch(name -> before.get(name).isEmpty())) {
            session.printResult("Shells with " + set.get(0) + " set need the buckets too: export "
                    + buckets.entrySet().stream()
                            .map(bucket -> bucket.getKey() + "=" + PasteableCommand.quote(bucket.getValue()))
                            .collect(Collectors.joining(" ")));
        }
    }
}
