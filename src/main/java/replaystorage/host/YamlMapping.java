package replaystorage.host;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** Reads the keys of a YAML mapping, each once; a missing, unknown or ill-typed key is an error of its document. */
public final class YamlMapping {
    private final ErrorFactory errors;
    private final String path;
    private final Map<String, Object> unread;
    private final Set<String> requestedKeys = new LinkedHashSet<>();

    @FunctionalInterface
    public interface ErrorFactory {
        /** @param path of the key or item, such as `flags/b2/up/0`; empty for the document */
        RuntimeException at(String path, String what);
    }

    /** For one of the bundled templates, in which every error is a bug. */
    public YamlMapping(String where, Object mapping) {
        this(
                (path, what) -> new IllegalStateException(where + (path.isEmpty() ? "" : ", " + path) + ": " + what),
                "",
                mapping);
    }

    public YamlMapping(ErrorFactory complaints, String path, Object mapping) {
        this.errors = complaints;
        this.path = path;
        if (!(mapping instanceof Map<?, ?> map)) {
            throw complaints.at(path, "it is not a mapping of keys to values");
        }
        this.unread = new LinkedHashMap<>();
        map.forEach((key, value) -> unread.put((String) key, value));
    }

    /** Replaces the values of some keys. */
    public YamlMapping withOverrides(Map<String, String> others) {
        Map<String, Object> all = new LinkedHashMap<>(unread);
        all.putAll(others);
        return new YamlMapping(errors, path, all);
    }

    private String path(Object key) {
        return path.isEmpty() ? key.toString() : path + "/" + key;
    }

    public RuntimeException error(String key, String what) {
        return errors.at(path(key), what);
    }

    private Object remove(String key, Object fallback) {
        requestedKeys.add(key);
        return unread.containsKey(key) ? unread.remove(key) : fallback;
    }

    /** A key without a value, for example because its content is commented out, is an empty container. */
    private Object containerOr(String key, Object none) {
        Object value = remove(key, none);
        return "".equals(value) ? none : value;
    }

    public String string(String key) {
        if (!unread.containsKey(key)) {
            throw errors.at(path, "the key " + key + " is missing");
        }
        return string(key, null);
    }

    public String string(String key, String fallback) {
        Object value = remove(key, fallback);
        if (value != null && !(value instanceof String)) {
            throw error(key, key + " is not text");
        }
        return (String) value;
    }

    public int integer(String key, int fallback) {
        String text = string(key, Integer.toString(fallback));
        if (!text.matches("[0-9]{1,9}")) {
            throw error(key, key + " is not a whole number: " + text);
        }
        return Integer.parseInt(text);
    }

    public long byteSize(String key) {
        String text = string(key);
        return Sizes.parse(text)
                .orElseThrow(() -> error(key, key + " is not a size: " + text + "; " + Sizes.FORMAT_HINT));
    }

    public boolean bool(String key) {
        return switch (string(key, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error(key, key + " is neither true nor false");
        };
    }

    public Pattern pattern(String key) {
        try {
            return Pattern.compile(string(key), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalStateException(path(key) + ": " + e.getMessage(), e);
        }
    }

    public <E extends Enum<E>> E enumValue(String key, Class<E> type) {
        return Enum.valueOf(type, string(key).toUpperCase(Locale.ROOT));
    }

    public YamlMapping mapping(String key) {
        return new YamlMapping(errors, path(key), containerOr(key, Map.of()));
    }

    public List<YamlMapping> mappings(String key) {
        return readItems(key, (where, item) -> new YamlMapping(errors, where, item));
    }

    public List<String> strings(String key) {
        return readItems(key, this::string);
    }

    public List<List<String>> listOfLists(String key) {
        return readItems(key, (where, row) -> readItems(where, row, this::string));
    }

    private interface ItemReader<T> {
        T read(String where, Object item);
    }

    private String string(String where, Object item) {
        if (!(item instanceof String text)) {
            throw errors.at(where, "it is not text");
        }
        return text;
    }

    private <T> List<T> readItems(String key, ItemReader<T> read) {
        return readItems(path(key), containerOr(key, List.of()), read);
    }

    private <T> List<T> readItems(String where, Object value, ItemReader<T> read) {
        if (!(value instanceof List<?> list)) {
            throw errors.at(where, where.substring(where.lastIndexOf('/') + 1) + " is not a list");
        }
        return IntStream.range(0, list.size())
                .mapToObj(i -> read.read(where + "/" + i, list.get(i)))
                .toList();
    }

    public boolean has(String key) {
        requestedKeys.add(key);
        return unread.containsKey(key);
    }

    /** All remaining keys with their values as text; marks them as read. */
    public Map<String, String> remainingStrings() {
        Map<String, String> texts = new LinkedHashMap<>();
        List.copyOf(unread.keySet()).forEach(key -> texts.put(key, string(key)));
        return texts;
    }

    public List<String> unreadKeys() {
        return List.copyOf(unread.keySet());
    }

    /** Rejects unread keys, and suggests the nearest known key for each. */
    public void rejectUnknownKeys() {
        for (String key : unread.keySet()) {
            throw error(key, "unknown key " + key + "; " + DidYouMean.suggestion(key, requestedKeys));
        }
    }
}
