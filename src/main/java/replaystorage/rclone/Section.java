package replaystorage.rclone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider;
import replaystorage.settings.Settings;
import replaystorage.settings.ShellLine;

/** The section of rclone.conf that the settings ask for. */
final class Section {
    private static final String TYPE = "type";

    private final Settings settings;
    private final Map<String, String> options;
    private final Map<String, String> all;

    Section(Settings settings) {
        this.settings = settings;
        this.options = new LinkedHashMap<>(settings.options());
        options.remove(TYPE);
        this.all = new LinkedHashMap<>();
        all.put(TYPE, type());
        all.putAll(options);
        settings.credentials().forEach((key, secret) -> all.put(key, secret.reveal()));
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

    /** The keys that the file's section lacks or has another value of. */
    Map<String, String> changes(Optional<Map<String, String>> there, Path file) {
        if (there.isEmpty()) {
            Map<String, String> filled = new LinkedHashMap<>(all);
            filled.values().removeIf(String::isEmpty);
            return filled;
        }
        Map<String, String> now = there.get();
        if (all.size() == 1 && !name().equals(settings.provider().remote())) {
            // A section of the user's own.
            return Map.of();
        }
        if (!type().equals(now.getOrDefault(TYPE, type()))) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "[" + name() + "] in " + file + " is of type " + now.get(TYPE) + ", not " + type(),
                    ShellLine.export(
                                    "RCLONE_CONFIG",
                                    file.resolveSibling("replay-storage.conf").toString())
                            + "   # a file of its own; that section stays as it is");
        }
        Map<String, String> changes = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (!value.equals(now.getOrDefault(key, "")) && !Token.keeps(key, now.get(key), value)) {
                changes.put(key, value);
            }
        });
        if (settings.credentials().keySet().stream().anyMatch(changes::containsKey)) {
            credentialsOfAnother(now).forEach(key -> changes.put(key, ""));
        }
        return changes;
    }

    /** A session's token that was for another key: credentials belong together. */
    private List<String> credentialsOfAnother(Map<String, String> now) {
        return settings.provider().variables().stream()
                .filter(Provider.Variable::credential)
                .map(Provider.Variable::option)
                .filter(key ->
                        !all.containsKey(key) && !now.getOrDefault(key, "").isEmpty())
                .toList();
    }

    void refuseWhatIsLost(Map<String, String> changes) {
        changes.forEach((key, value) -> {
            if (!ConfText.keeps(value)) {
                throw lost(key);
            }
        });
    }

    CliException lost(String key) {
        String variable = settings.variables().getOrDefault(key, key);
        return new CliException(
                ExitStatus.CONFIG,
                variable
                        + " holds something that rclone.conf can't keep: a blank or a line break at its beginning or end,"
                        + " a line break within, a backtick at its beginning, or %(...)s",
                "# look at " + variable + " where it is set");
    }
}
