package replaystorage.rclone.conf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.settings.ConfSections;

/** The text of an rclone.conf. Lines that are not changed stay byte for byte. */
final class ConfText {
    /** Of the keys before the first section. */
    private static final String TOP_LEVEL = "DEFAULT";

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final String mark;
    private final List<ConfLine> lines;

    private ConfText(String mark, List<ConfLine> lines) {
        this.mark = mark;
        this.lines = lines;
    }

    static ConfText parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        List<ConfLine> lines = Stream.of(text.substring(mark.length()).split("(?<=\n)", -1))
                .filter(line -> !line.isEmpty())
                .map(ConfLine::parse)
                .toList();
        return new ConfText(mark, lines);
    }

    boolean isEncrypted() {
        return lines.stream()
                .filter(ConfLine::hasContent)
                .findFirst()
                .filter(line -> line.raw().strip().startsWith("RCLONE_ENCRYPT_V"))
                .isPresent();
    }

    /** Whether only rclone itself can tell what it means: not plain, or with values made of others (`%(key)s`). */
    boolean needsRclone() {
        return isEncrypted()
                || lines.stream()
                        .anyMatch(line -> !line.plain()
                                || "-".equals(line.key())
                                || (line.value() != null && line.value().contains("%(")));
    }

    /** The keys of each section; of a key that stands twice, the last value. */
    ConfSections sections() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        String section = TOP_LEVEL;
        for (ConfLine line : lines) {
            section = line.section() == null ? section : line.section();
            if (line.hasContent()) {
                Map<String, String> keys = sections.computeIfAbsent(section, name -> new LinkedHashMap<>());
                if (line.key() != null) {
                    keys.put(line.key(), line.value());
                }
            }
        }
        return new ConfSections(sections);
    }

    /** The bytes of the same text with these keys in the section; its other keys stay. */
    byte[] with(String section, Map<String, String> keys) {
        String lineEnd = !lines.isEmpty() && lines.get(0).raw().endsWith("\r\n") ? "\r\n" : "\n";
        List<String> result = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(keys.keySet());
        String at = TOP_LEVEL;
        int sectionEnd = -1;
        for (ConfLine line : lines) {
            at = line.section() == null ? at : line.section();
            boolean ours = at.equals(section);
            if (!ours || line.key() == null || !keys.containsKey(line.key())) {
                result.add(line.raw());
            } else if (missing.remove(line.key())) {
                result.add(pair(line.key(), keys.get(line.key())) + lineEnd);
            }
            if (ours && line.hasContent()) {
                sectionEnd = result.size();
            }
        }
        if (sectionEnd < 0) {
            if (!result.isEmpty()) {
                result.add(lineEnd);
            }
            result.add(encode("[" + section + "]") + lineEnd);
            sectionEnd = result.size();
        }
        result.addAll(
                sectionEnd,
                missing.stream().map(key -> pair(key, keys.get(key)) + lineEnd).toList());
        return join(result, lineEnd).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The last line of the text before may have had no end. */
    private String join(List<String> result, String lineEnd) {
        StringBuilder text = new StringBuilder(mark);
        for (String line : result) {
            if (text.length() > mark.length() && text.charAt(text.length() - 1) != '\n') {
                text.append(lineEnd);
            }
            text.append(line);
        }
        return text.toString();
    }

    /** Whether rclone would read this value as it is. */
    static boolean survivesWriting(String value) {
        ConfLine line = ConfLine.parse(pair("k", value));
        return value.indexOf('\n') < 0 && line.plain() && value.equals(line.value());
    }

    private static String pair(String key, String value) {
        return encode(key + " = " + value);
    }

    private static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
