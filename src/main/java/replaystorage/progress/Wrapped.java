package replaystorage.progress;

import java.util.ArrayList;
import java.util.List;

/** A text broken between its words. */
public final class Wrapped {
    private Wrapped() {}

    /** A word that is longer than a line has one of its own. */
    public static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (Columns.of(line.toString()) + Columns.of(word) >= columns && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
