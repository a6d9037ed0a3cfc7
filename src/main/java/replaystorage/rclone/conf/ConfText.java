package replaystorage.rclone.conf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The text of an rclone.conf. What is not changed stays byte for byte. */
final class ConfText {
    private static final String TOP_LEVEL = "DEFAULT";

    private final List<ConfLine> lines;

    private ConfText(List<ConfLine> lines) {
        this.lines = lines;
    }

    static ConfText parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<ConfLine> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start) + 1;
            String raw = text.substring(start, end);
            lines.add(start == 0 ? ConfLine.parseFirst(raw) : ConfLine.parse(raw));
            start = end;
        }
        return new ConfText(lines);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.raw()));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isEncrypted() {
        return lines.stream()
                .map(line -> line.raw().strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .findFirst()
                .filter(line -> line.startsWith("RCLONE_ENCRYPT_V"))
                .isPresent();
    }

    /** Whether only rclone itself can tell what it means: not readable, or with values made of others (`%(key)s`). */
    boolean needsRclone() {
        return isEncrypted()
                || lines.stream()
                        .anyMatch(line -> line.broken()
                                || "-".equals(line.key())
                                || (line.value() != null && line.value().contains("%(")));
    }

    /** The keys of each section; a key that stands twice has its last value. */
    Map<String, Map<String, String>> sections() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        String section = TOP_LEVEL;
        for (ConfLine line : lines) {
            section = line.section() == null ? section : line.section();
            if (line.section() != null || line.key() != null) {
                Map<String, String> keys = sections.computeIfAbsent(section, name -> new LinkedHashMap<>());
                if (line.key() != null) {
                    keys.put(line.key(), line.value());
                }
            }
        }
        return sections;
    }

    /** The same text with these keys in the section; its other keys stay. */
    ConfText with(String section, Map<String, String> keys) {
        List<ConfLine> result = new ArrayList<>();
        Set<String> open = new LinkedHashSet<>(keys.keySet());
        String end = lines.stream()
                        .findFirst()
                        .filter(line -> line.raw().endsWith("\r\n"))
                        .isPresent()
                ? "\r\n"
                : "\n";
        String at = TOP_LEVEL;
        int last = -1;
        for (ConfLine line : lines) {
            at = line.section() == null ? at : line.section();
            boolean ours = at.equals(section);
            if (ours && line.key() != null && keys.containsKey(line.key())) {
                // The last of several is the one that counts; after the first the others go.
                if (open.remove(line.key())) {
                    result.add(keyValueLine(line.key(), keys.get(line.key()), end));
                }
            } else {
                result.add(line);
            }
            if (ours && (line.section() != null || line.key() != null)) {
                last = result.size();
            }
        }
        if (last < 0) {
            if (!result.isEmpty()) {
                endLine(result, result.size() - 1, end);
                result.add(ConfLine.parse(end));
            }
            result.add(ConfLine.parse(encode("[" + section + "]") + end));
            last = result.size();
        } else {
            endLine(result, last - 1, end);
        }
        result.addAll(
                last,
                open.stream().map(key -> keyValueLine(key, keys.get(key), end)).toList());
        return new ConfText(result);
    }

    /** Whether rclone would read this value as it is. */
    static boolean survivesWriting(String value) {
        List<ConfLine> line = parse(keyValueLine("k", value, "\n").raw().getBytes(StandardCharsets.ISO_8859_1)).lines;
        return line.size() == 1 && value.equals(line.get(0).value());
    }

    private static ConfLine keyValueLine(String key, String value, String end) {
        return ConfLine.parse(encode(key + " = " + value) + end);
    }

    private static void endLine(List<ConfLine> lines, int index, String end) {
        if (index >= 0 && !lines.get(index).raw().endsWith("\n")) {
            lines.set(index, ConfLine.parse(lines.get(index).raw() + end));
        }
    }

    private static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
