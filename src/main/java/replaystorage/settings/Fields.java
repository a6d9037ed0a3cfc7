package replaystorage.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The keys of a mapping in one of our own templates: each is taken once, a missing or left-over one is a bug. */
final class Fields {
    private final String where;
    private final Map<String, Object> left;

    Fields(String where, Object mapping) {
        this.where = where;
        if (!(mapping instanceof Map<?, ?> map)) {
            throw new IllegalStateException(where + ": no mapping");
        }
        this.left = new LinkedHashMap<>();
        map.forEach((key, value) -> left.put((String) key, value));
    }

    String text(String key) {
        if (!left.containsKey(key)) {
            throw new IllegalStateException(where + ": the key " + key + " is missing");
        }
        return text(key, null);
    }

    String text(String key, String fallback) {
        Object value = left.containsKey(key) ? left.remove(key) : fallback;
        if (value != null && !(value instanceof String)) {
            throw new IllegalStateException(where + ": " + key + " is no text");
        }
        return (String) value;
    }

    int number(String key, int fallback) {
        return Integer.parseInt(text(key, Integer.toString(fallback)));
    }

    boolean flag(String key) {
        return switch (text(key, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalStateException(where + ": " + key + " is neither true nor false");
        };
    }

    Pattern pattern(String key) {
        try {
            return Pattern.compile(text(key), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalStateException(where + ": " + key + ": " + e.getMessage(), e);
        }
    }

    <E extends Enum<E>> E word(String key, Class<E> type) {
        return Enum.valueOf(type, text(key).toUpperCase(Locale.ROOT));
    }

    Fields fields(String key) {
        return new Fields(where + ", " + key, left.containsKey(key) ? left.remove(key) : Map.of());
    }

    List<Fields> list(String key) {
        return items(key).stream()
                .map(item -> new Fields(where + ", " + key, item))
                .toList();
    }

    List<String> texts(String key) {
        return items(key).stream().map(String.class::cast).toList();
    }

    /** A list of lists of texts. */
    List<List<String>> table(String key) {
        return items(key).stream()
                .map(row -> ((List<?>) row).stream().map(String.class::cast).toList())
                .toList();
    }

    private List<?> items(String key) {
        Object value = left.containsKey(key) ? left.remove(key) : List.of();
        if (!(value instanceof List<?> list)) {
            throw new IllegalStateException(where + ": " + key + " is no list");
        }
        return list;
    }

    boolean has(String key) {
        return left.containsKey(key);
    }

    /** What is left, as names and texts; takes all of it. */
    Map<String, String> rest() {
        Map<String, String> texts = new LinkedHashMap<>();
        List.copyOf(left.keySet()).forEach(key -> texts.put(key, text(key)));
        return texts;
    }

    /** The names that are left. */
    List<String> names() {
        return List.copyOf(left.keySet());
    }

    void end() {
        if (!left.isEmpty()) {
            throw new IllegalStateException(where + ": unknown keys " + left.keySet());
        }
    }
}
