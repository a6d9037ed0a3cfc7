package replaystorage.rclone.conf;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.Provider;
import replaystorage.settings.ConfSections;
import replaystorage.settings.Settings;

/** The section of rclone.conf that the settings ask for. */
final class DesiredConfSection {
    private static final String TYPE = "type";

    private final Settings settings;
    private final Map<String, String> options;
    private final Map<String, String> allValues;

    DesiredConfSection(Settings settings) {
        this.settings = settings;
        this.options = new LinkedHashMap<>(settings.options());
        options.remove(TYPE);
        this.allValues = new LinkedHashMap<>();
        allValues.put(TYPE, type());
        allValues.putAll(options);
        settings.credentials().forEach((key, secret) -> allValues.put(key, secret.reveal()));
        options.values().removeIf(String::isEmpty);
    }

    String name() {
        return settings.remote();
    }

    String type() {
        return settings.options().getOrDefault(TYPE, settings.provider().backend());
    }

    /** What is no secret and may stand in an argument list. */
    Map<String, String> options() {
        return options;
    }

    /**
     * The keys that the file's section lacks or has another value of.
     *
     * @throws CliException 78 if a value would not survive in the file, or the section there is of another type
     */
    Map<String, String> changes(ConfSections there, Path file) {
        Map<String, String> changes = unchecked(there, file);
        changes.forEach((key, value) -> {
            if (!ConfText.survivesWriting(value)) {
                throw notStorable(key);
            }
        });
        return changes;
    }

    private Map<String, String> unchecked(ConfSections there, Path file) {
        Map<String, String> changes = new LinkedHashMap<>();
        if (!there.contains(name())) {
            changes.putAll(allValues);
            changes.values().removeIf(String::isEmpty);
            return changes;
        }
        Map<String, String> now = there.keys(name());
        if (allValues.size() == 1 && !name().equals(settings.provider().remote())) {
            // A section of the user's own.
            return changes;
        }
        if (!type().equals(now.getOrDefault(TYPE, type()))) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "[" + name() + "] in " + file + " is of type " + now.get(TYPE) + ", not " + type(),
                    PasteableCommand.exportCommand(
                                    "RCLONE_CONFIG",
                                    file.resolveSibling("replay-storage.conf").toString())
                            + "   # another file; that section is not changed");
        }
        allValues.forEach((key, value) -> {
            if (!value.equals(now.getOrDefault(key, "")) && !OAuthToken.keepsFileToken(key, now.get(key), value)) {
                changes.put(key, value);
            }
        });
        if (settings.credentials().keySet().stream().anyMatch(changes::containsKey)) {
            staleCredentials(now).forEach(key -> changes.put(key, ""));
        }
        return changes;
    }

    /** A session's token that was for another key: credentials belong together. */
    private List<String> staleCredentials(Map<String, String> now) {
        return settings.provider().variables().stream()
                .filter(Provider.ProviderVariable::credential)
                .map(Provider.ProviderVariable::option)
                .filter(key -> !allValues.containsKey(key)
                        && !now.getOrDefault(key, "").isEmpty())
                .toList();
    }

    CliException notStorable(String key) {
        String variable = settings.variables().getOrDefault(key, key);
        return new CliException(
                ExitStatus.CONFIG,
                variable
                        + " contains something that rclone.conf can't store: a space or a line break at its beginning or end,"
                        + " a line break inside, a backtick at its beginning, or %(...)s",
                "# fix " + variable + " where it is set");
    }
}
