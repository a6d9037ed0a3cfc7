package replaystorage.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines that a terminal shows, with their styles. It knows the control sequences of the live display and no others. */
final class TerminalScreen {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([?0-9]*)([A-Za-z])");

    /**
     * How a character looks.
     *
     * @param colour the ANSI code (31 red, 32 green, 33 yellow, 36 cyan), or 0
     */
    record Style(boolean bold, boolean dim, int colour) {
        static final Style PLAIN = new Style(false, false, 0);

        Style with(int code) {
            return switch (code) {
                case 0 -> PLAIN;
                case 1 -> new Style(true, dim, colour);
                case 2 -> new Style(bold, true, colour);
                default -> new Style(bold, dim, code);
            };
        }
    }

    record Cell(char character, Style style) {}

    private final List<List<Cell>> lines = new ArrayList<>(List.of(new ArrayList<>()));
    private Style style = Style.PLAIN;
    private int row;
    private int column;

    private TerminalScreen() {}

    /** The screen after this output. */
    static TerminalScreen of(String output) {
        TerminalScreen screen = new TerminalScreen();
        Matcher sequence = SEQUENCE.matcher(output);
        for (int i = 0; i < output.length(); i++) {
            if (sequence.region(i, output.length()).lookingAt()) {
                screen.control(sequence.group(1), sequence.group(2));
                i = sequence.end() - 1;
            } else {
                screen.character(output.charAt(i));
            }
        }
        return screen;
    }

    /** Without empty lines at the end. */
    List<List<Cell>> lines() {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return lines.subList(0, end);
    }

    String text() {
        return lines().stream()
                .map(line -> line.stream().map(cell -> "" + cell.character()).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private void control(String number, String name) {
        switch (name) {
            case "m" -> style = style.with(number.isEmpty() ? 0 : Integer.parseInt(number));
            case "A" -> row -= Integer.parseInt(number);
            case "K" -> eraseLine();
            case "J" -> {
                eraseLine();
                lines.subList(row + 1, lines.size()).clear();
            }
            case "h", "l" -> {} // line wrap on and off
            default -> throw new IllegalArgumentException("unknown control sequence: ESC [ " + number + name);
        }
    }

    private void eraseLine() {
        List<Cell> line = lines.get(row);
        line.subList(Math.min(column, line.size()), line.size()).clear();
    }

    private void character(char character) {
        if (character == '\r') {
            column = 0;
        } else if (character == '\n') {
            row++;
            if (row == lines.size()) {
                lines.add(new ArrayList<>());
            }
        } else {
            List<Cell> line = lines.get(row);
            while (line.size() <= column) {
                line.add(new Cell(' ', Style.PLAIN));
            }
            line.set(column, new Cell(character, style));
            column++;
        }
    }
}
