package replaystorage.console;

import java.util.ArrayList;
import java.util.List;

public final class WordWrap {
    private WordWrap() {}

    /** A word that is longer than a line gets its own line. */
    public static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (DisplayWidth.width(line.toString()) + DisplayWidth.width(word) >= columns && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
