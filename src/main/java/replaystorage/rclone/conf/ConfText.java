package replaystorage.rclone.conf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replaystorage.settings.ConfSections;

/** The text of an rclone.conf. Lines that are not changed stay byte for byte. */
record ConfText(List<ConfLine> lines) {
    /** Of the keys before the first section. */
    private static final String TOP_LEVEL = "DEFAULT";

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    static ConfText parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<ConfLine> lines = new ArrayList<>();
        String section = TOP_LEVEL;
        int end = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        for (int start = 0; start < text.length(); start = end) {
            if (start == end) {
                end = text.indexOf('\n', start) + 1;
                end = end == 0 ? text.length() : end;
            }
            ConfLine line = ConfLine.parse(text.substring(start, end), section);
            section = line.section();
            lines.add(line);
        }
        return new ConfText(lines);
    }

    boolean isEncrypted() {
        return lines.stream()
                .filter(line -> !line.blank())
                .findFirst()
                .filter(line -> line.raw().strip().startsWith("RCLONE_ENCRYPT_V"))
                .isPresent();
    }

    /** Whether only rclone itself can tell what it means: not plain, or with values made of others (`%(key)s`). */
    boolean needsRclone() {
        return isEncrypted()
                || lines.stream()
                        .anyMatch(line -> !line.plain()
                                || line.key().equals("-")
                                || line.value().contains("%("));
    }

    /** The keys of each section; of a key that stands twice, the last value. */
    ConfSections sections() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        lines.stream().filter(line -> !line.blank()).forEach(line -> {
            Map<String, String> keys = sections.computeIfAbsent(line.section(), name -> new LinkedHashMap<>());
            if (!line.key().isEmpty()) {
                keys.put(line.key(), line.value());
            }
        });
        return new ConfSections(sections);
    }

    /** The bytes of the same text with these keys in the section; its other keys stay. */
    byte[] with(String section, Map<String, String> keys) {
        boolean crlf = lines.stream()
                .map(ConfLine::raw)
                .filter(raw -> raw.endsWith("\n"))
                .limit(1)
                .anyMatch(raw -> raw.endsWith("\r\n"));
        String lineEnd = crlf ? "\r\n" : "\n";
        Map<String, String> pairs = new LinkedHashMap<>();
        keys.forEach((key, value) -> pairs.put(key, pair(key, value) + lineEnd));
        StringBuilder text = new StringBuilder();
        int sectionEnd = -1;
        for (ConfLine line : lines) {
            boolean ours = line.section().equals(section);
            // The first line of a key is replaced; any other one of it would win over it.
            text.append(ours && keys.containsKey(line.key()) ? pairs.getOrDefault(line.key(), "") : line.raw());
            if (ours && !line.blank()) {
                pairs.remove(line.key());
                sectionEnd = text.length();
            }
        }
        if (sectionEnd < 0) {
            endLine(text, text.length(), lineEnd);
            text.append(text.isEmpty() ? "" : lineEnd)
                    .append(encode("[" + section + "]"))
                    .append(lineEnd);
            sectionEnd = text.length();
        }
        text.insert(sectionEnd, String.join("", pairs.values()));
        endLine(text, sectionEnd, lineEnd);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void endLine(StringBuilder text, int at, String lineEnd) {
        if (at > 0 && text.charAt(at - 1) != '\n') {
            text.insert(at, lineEnd);
        }
    }

    /** Whether rclone would read this value as it is. */
    static boolean survivesWriting(String value) {
        ConfLine line = ConfLine.parse(pair("k", value), TOP_LEVEL);
        return value.indexOf('\n') < 0 && line.plain() && value.equals(line.value());
    }

    private static String pair(String key, String value) {
        return encode(key + " = " + value);
    }

    private static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
