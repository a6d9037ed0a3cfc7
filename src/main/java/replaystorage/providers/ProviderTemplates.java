package replaystorage.providers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import replaystorage.host.YamlReader;

/**
 * Templates as YAML data; merges a template over the one that it `extends`, see src/docs/templates.md. The known errors, half of a template, are
 * parsed separately.
 */
final class ProviderTemplates {
    static final String MISTAKES = "mistakes";

    private static final Pattern ORDER_LINE = Pattern.compile("(?m)^order: (\\d+)$");
    private static final String EXTENDS = "extends";
    private static final String ORDER = "order";
    private static final String REMOVED = "~";
    private static final Set<String> NEVER_INHERITED =
            Set.of("matches", ORDER, "prices", "remote", "set_when", "steps", "title");

    private final Map<String, String> texts;
    private final Map<String, Map<String, Object>> parsed = new ConcurrentHashMap<>();

    ProviderTemplates(Map<String, String> texts) {
        this.texts = texts;
    }

    Map<String, String> texts() {
        return texts;
    }

    /** By `order`, read without parsing the templates. */
    List<String> namesInOrder() {
        return texts.keySet().stream()
                .sorted(Comparator.comparingInt(name -> order(texts.get(name))))
                .toList();
    }

    private static int order(String text) {
        Matcher found = ORDER_LINE.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("a template without a line `order: N`");
        }
        return Integer.parseInt(found.group(1));
    }

    /** A template without its known errors. */
    Map<String, Object> fields(String name) {
        Map<String, Object> fields = new LinkedHashMap<>(parse(name));
        String base = base(name);
        if (base != null) {
            Map<String, Object> inherited = new LinkedHashMap<>(parse(base));
            inherited.keySet().removeAll(NEVER_INHERITED);
            fields = merge(name, inherited, fields);
        }
        fields.keySet().removeAll(Set.of(EXTENDS, ORDER));
        return fields;
    }

    Map<String, Object> mistakes(String name) {
        Map<String, Object> own = parseMistakes(name);
        String base = base(name);
        return base == null ? own : Map.of(MISTAKES, mergeMistakes(entries(parseMistakes(base)), entries(own)));
    }

    private String base(String name) {
        Object base = parse(name).get(EXTENDS);
        if (base != null && (!texts.containsKey(base) || parse(base.toString()).containsKey(EXTENDS))) {
            throw new IllegalStateException(
                    name + ".yaml extends " + base + ", which must be a template that extends no other");
        }
        return (String) base;
    }

    private Map<String, Object> parse(String name) {
        return parsed.computeIfAbsent(
                name, each -> YamlReader.readMap(each + ".yaml", texts.get(each).substring(0, mistakesIndex(each))));
    }

    private Map<String, Object> parseMistakes(String name) {
        return YamlReader.readMap(name + ".yaml", texts.get(name).substring(mistakesIndex(name)));
    }

    private int mistakesIndex(String name) {
        int index = texts.get(name).indexOf("\n" + MISTAKES + ":");
        if (index < 0) {
            throw new IllegalStateException(name + ".yaml has no " + MISTAKES);
        }
        return index + 1;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> merge(String name, Map<String, Object> base, Map<String, Object> own) {
        Map<String, Object> merged = new LinkedHashMap<>();
        own.forEach((key, value) -> {
            Object inherited = base.get(key);
            if (inherited instanceof Map && value instanceof Map) {
                merged.put(key, merge(name, (Map<String, Object>) inherited, (Map<String, Object>) value));
            } else if (!value.equals(REMOVED)) {
                merged.put(key, value);
            } else if (inherited == null) {
                throw new IllegalStateException(name + ".yaml removes " + key + ", which it does not inherit");
            }
        });
        base.forEach((key, value) -> {
            if (!own.containsKey(key)) {
                merged.put(key, value);
            }
        });
        return merged;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entries(Map<String, Object> document) {
        return (List<Map<String, Object>>) document.get(MISTAKES);
    }

    /** New entries come first, changed entries keep their place. An entry with nothing but `text` removes one. */
    private static List<Map<String, Object>> mergeMistakes(
            List<Map<String, Object>> base, List<Map<String, Object>> own) {
        Map<Object, Map<String, Object>> changes = own.stream()
                .collect(Collectors.toMap(
                        ProviderTemplates::text,
                        entry -> entry,
                        (first, second) -> {
                            throw new IllegalStateException("two mistakes with the text " + text(first));
                        },
                        LinkedHashMap::new));
        List<Map<String, Object>> inherited = new ArrayList<>();
        for (Map<String, Object> entry : base) {
            Map<String, Object> merged = new HashMap<>(entry);
            Map<String, Object> change = changes.remove(text(entry));
            if (change == null || change.size() > 1) {
                merged.putAll(change == null ? Map.of() : change);
                inherited.add(merged);
            }
        }
        List<Map<String, Object>> all = new ArrayList<>(changes.values());
        all.addAll(inherited);
        return all;
    }

    private static Object text(Map<String, Object> entry) {
        return entry.get("text");
    }
}
