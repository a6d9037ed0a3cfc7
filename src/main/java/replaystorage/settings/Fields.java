package replaystorage.settings;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** The keys of a mapping: each is taken once; a missing, a left-over or an ill-typed one is an error of the document that it stands in. */
final class Fields {
    private final Complaints complaints;
    private final String path;
    private final Map<String, Object> left;
    private final Set<String> known = new LinkedHashSet<>();

    /** Makes the exception for what is wrong with a document. */
    @FunctionalInterface
    interface Complaints {
        /** @param path of the key or item that is meant, such as `flags/b2/up/0`; empty for the document */
        RuntimeException about(String path, String what);
    }

    /** Of one of our own templates, where whatever is wrong is a bug. */
    Fields(String where, Object mapping) {
        this(
                (path, what) -> new IllegalStateException(where + (path.isEmpty() ? "" : ", " + path) + ": " + what),
                "",
                mapping);
    }

    Fields(Complaints complaints, String path, Object mapping) {
        this.complaints = complaints;
        this.path = path;
        if (!(mapping instanceof Map<?, ?> map)) {
            throw complaints.about(path, "it is no mapping of keys to values");
        }
        this.left = new LinkedHashMap<>();
        map.forEach((key, value) -> left.put((String) key, value));
    }

    /** The same with other values of some keys. */
    Fields with(Map<String, String> others) {
        Map<String, Object> all = new LinkedHashMap<>(left);
        all.putAll(others);
        return new Fields(complaints, path, all);
    }

    private String path(Object key) {
        return path.isEmpty() ? key.toString() : path + "/" + key;
    }

    RuntimeException wrong(String key, String what) {
        return complaints.about(path(key), what);
    }

    private Object take(String key, Object fallback) {
        known.add(key);
        return left.containsKey(key) ? left.remove(key) : fallback;
    }

    /** A key with nothing behind it, since all is commented out there, holds nothing. */
    private Object container(String key, Object none) {
        Object value = take(key, none);
        return "".equals(value) ? none : value;
    }

    String text(String key) {
        if (!left.containsKey(key)) {
            throw complaints.about(path, "the key " + key + " is missing");
        }
        return text(key, null);
    }

    String text(String key, String fallback) {
        Object value = take(key, fallback);
        if (value != null && !(value instanceof String)) {
            throw wrong(key, key + " is no text");
        }
        return (String) value;
    }

    int number(String key, int fallback) {
        String text = text(key, Integer.toString(fallback));
        if (!text.matches("[0-9]{1,9}")) {
            throw wrong(key, key + " is no whole number: " + text);
        }
        return Integer.parseInt(text);
    }

    /** In bytes. */
    long size(String key) {
        String text = text(key);
        return Sizes.parse(text).orElseThrow(() -> wrong(key, key + " is no size: " + text + "; " + Sizes.FORM));
    }

    boolean flag(String key) {
        return switch (text(key, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, key + " is neither true nor false");
        };
    }

    Pattern pattern(String key) {
        try {
            return Pattern.compile(text(key), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalStateException(path(key) + ": " + e.getMessage(), e);
        }
    }

    <E extends Enum<E>> E word(String key, Class<E> type) {
        return Enum.valueOf(type, text(key).toUpperCase(Locale.ROOT));
    }

    Fields fields(String key) {
        return new Fields(complaints, path(key), container(key, Map.of()));
    }

    List<Fields> list(String key) {
        return items(key, (where, item) -> new Fields(complaints, where, item));
    }

    List<String> texts(String key) {
        return items(key, this::text);
    }

    /** A list of lists of texts. */
    List<List<String>> table(String key) {
        return items(key, (where, row) -> items(where, row, this::text));
    }

    /** Reads an item at its path. */
    private interface Item<T> {
        T of(String where, Object item);
    }

    private String text(String where, Object item) {
        if (!(item instanceof String text)) {
            throw complaints.about(where, "it is no text");
        }
        return text;
    }

    private <T> List<T> items(String key, Item<T> read) {
        return items(path(key), container(key, List.of()), read);
    }

    private <T> List<T> items(String where, Object value, Item<T> read) {
        if (!(value instanceof List<?> list)) {
            throw complaints.about(where, where.substring(where.lastIndexOf('/') + 1) + " is no list");
        }
        return IntStream.range(0, list.size())
                .mapToObj(i -> read.of(where + "/" + i, list.get(i)))
                .toList();
    }

    boolean has(String key) {
        known.add(key);
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

    /** That nothing is left; what is gets the nearest of the keys that were asked for. */
    void end() {
        for (String key : left.keySet()) {
            throw wrong(key, "there is no key " + key + " here; " + Nearest.hint(key, known));
        }
    }
}
