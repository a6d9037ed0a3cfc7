package replaystorage.host;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Environment variables of the program; an empty one counts as unset. */
public final class Environment {
    /** Java's replacement for bytes that it can't decode. */
    private static final char UNDECODABLE = '\uFFFD';

    /** Limit for a file that contains a credential. */
    private static final int MAX_FILE_SIZE = 64 << 10;

    private final Map<String, String> values;

    private Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public static Environment of(Map<String, String> values) {
        return new Environment(values);
    }

    /** @throws CliException 78 if the value is not valid UTF-8 */
    public Optional<String> get(String name) {
        String value = values.getOrDefault(name, "");
        if (value.indexOf(UNDECODABLE) >= 0) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    name + " holds bytes that are not valid UTF-8",
                    "export " + name + "=...   # typed or pasted as plain text");
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    public String get(String name, String fallback) {
        return get(name).orElse(fallback);
    }

    /** True if a credential is set, directly or with NAME_FILE; opens no file. */
    public boolean hasCredential(String name) {
        return get(name).isPresent() || get(name + "_FILE").isPresent();
    }

    /**
     * A credential: the variable, else the content of the file that NAME_FILE names, without a final newline.
     *
     * @throws CliException 78 if that file can't be read or is empty
     */
    public Optional<String> credential(String name) {
        Optional<String> value = get(name);
        return value.isPresent()
                ? value
                : get(name + "_FILE").map(file -> readCredentialFile(name + "_FILE", file.strip()));
    }

    private static String readCredentialFile(String variable, String file) {
        String text;
        try {
            text = SmallFileReader.readText(Path.of(file), MAX_FILE_SIZE);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(variable, file, IoErrorText.describe(e));
        }
        String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (value.isEmpty()) {
            throw unreadable(variable, file, "it is empty");
        }
        return value;
    }

    private static CliException unreadable(String variable, String file, String why) {
        return new CliException(
                ExitStatus.CONFIG,
                variable + " names " + file + ", which can't be used: " + why,
                "unset " + variable + "; export " + variable.replaceFirst("_FILE$", "") + "=...   # or fix it: ls -l "
                        + PasteableCommand.quote(file));
    }

    /** All variables, including empty ones. */
    public Map<String, String> all() {
        return values;
    }

    /** Sets one variable; null removes it. */
    public Environment with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Environment(changed);
    }
}
