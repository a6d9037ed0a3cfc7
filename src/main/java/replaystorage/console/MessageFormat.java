package replaystorage.console;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages as lines of text; empty where it was said before. */
final class MessageFormat {
    private final Set<String> shownTexts = new HashSet<>();
    private final AnsiColors ansiColors;

    MessageFormat(AnsiColors colors) {
        this.ansiColors = colors;
    }

    String note(String text) {
        return ifNew(printable(text));
    }

    String warning(String text) {
        return ifNew(ansiColors.yellow("Warning:") + " " + printable(text));
    }

    String error(String text, String remedy) {
        String error = ansiColors.red("Error:") + " " + printable(text);
        return ifNew(remedy == null ? error : error + "\n" + ansiColors.bold("Try:") + " " + printable(remedy));
    }

    void reset() {
        shownTexts.clear();
    }

    private String ifNew(String text) {
        return shownTexts.add(text) ? text + "\n" : "";
    }

    /** A message may have several lines of its own. */
    static String printable(String text) {
        return text.lines().map(PrintableText::escape).collect(Collectors.joining("\n"));
    }
}
