package replaystorage.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Arranges short texts in as few lines as possible. */
final class LineLayout {
    static final int GAP = 2;

    private final int width;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private int used;

    LineLayout(int width) {
        this.width = width;
    }

    void add(String text) {
        add(text, UnaryOperator.identity());
    }

    void add(String text, UnaryOperator<String> painted) {
        if (text.isEmpty()) {
            return;
        }
        if (used > 0 && used + GAP + DisplayWidth.width(text) > width) {
            newLine();
        }
        if (used > 0) {
            line.append(" ".repeat(GAP));
            used += GAP;
        }
        String fitting = DisplayWidth.truncate(text, width - used, "");
        line.append(painted.apply(fitting));
        used += DisplayWidth.width(fitting);
    }

    void newLine() {
        if (used > 0) {
            lines.add(line.toString());
            line.setLength(0);
            used = 0;
        }
    }

    List<String> lines() {
        newLine();
        return List.copyOf(lines);
    }
}
