package replaystorage.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Emulates a terminal as far as the live display needs it. Every character takes one column. */
final class FakeTerminal {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([?0-9]*)([A-Za-z])");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final int width;

    FakeTerminal(int width) {
        this.width = width;
    }

    PrintStream stream() {
        return new PrintStream(written, false, StandardCharsets.UTF_8);
    }

    String raw() {
        return written.toString(StandardCharsets.UTF_8);
    }

    String text() {
        return String.join("\n", lines());
    }

    List<String> lines() {
        List<StringBuilder> rows = new ArrayList<>();
        String raw = raw();
        boolean wraps = true;
        int row = 0;
        int column = 0;
        rows.add(new StringBuilder());
        Matcher sequence = SEQUENCE.matcher(raw);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\u001b') {
                if (!sequence.find(i) || sequence.start() != i) {
                    throw new AssertionError("an escape that is not a sequence at " + i);
                }
                i = sequence.end() - 1;
                String number = sequence.group(1);
                switch (sequence.group(2)) {
                    case "m" -> {}
                    case "l", "h" -> wraps = sequence.group(2).equals("h");
                    case "A" -> row -= Integer.parseInt(number);
                    case "K", "J" -> {
                        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
                        if (sequence.group(2).equals("J")) {
                            rows.subList(row + 1, rows.size()).clear();
                        }
                    }
                    default -> throw new AssertionError("unknown sequence " + sequence.group());
                }
            } else if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                row++;
                column = 0;
            } else {
                if (column == width) {
                    row += wraps ? 1 : 0;
                    column = wraps ? 0 : width - 1;
                }
                put(rows, row, column++, c);
            }
            if (row == rows.size()) {
                rows.add(new StringBuilder());
            }
        }
        return rows.stream().map(StringBuilder::toString).toList();
    }

    private static void put(List<StringBuilder> rows, int row, int column, char c) {
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
        StringBuilder line = rows.get(row);
        line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
        line.setCharAt(column, c);
    }
}
