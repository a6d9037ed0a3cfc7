package replaystorage.progress;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages as lines of text; empty where it was said before. */
final class Messages {
    private final Set<String> said = new HashSet<>();
    private final Paint paint;

    Messages(Paint paint) {
        this.paint = paint;
    }

    String note(String text) {
        return once(printable(text));
    }

    String warning(String text) {
        return once(paint.yellow("Warning:") + " " + printable(text));
    }

    String error(String text, String remedy) {
        String error = paint.red("Error:") + " " + printable(text);
        return once(remedy == null ? error : error + "\n" + paint.bold("Try:") + " " + printable(remedy));
    }

    void forget() {
        said.clear();
    }

    private String once(String text) {
        return said.add(text) ? text + "\n" : "";
    }

    /** A message may have several lines of its own. */
    static String printable(String text) {
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }
}
