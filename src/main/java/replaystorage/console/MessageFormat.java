package replaystorage.console;

import java.util.stream.Collectors;

record MessageFormat(AnsiColors colors) {
    String note(String text) {
        return printable(text) + "\n";
    }

    String warning(String text) {
        return colors.yellow("Warning:") + " " + printable(text) + "\n";
    }

    String error(String text, String remedy) {
        String error = colors.red("Error:") + " " + printable(text) + "\n";
        return remedy == null ? error : error + colors.bold("Try:") + " " + printable(remedy) + "\n";
    }

    /** A message may have several lines. */
    static String printable(String text) {
        return text.lines().map(PrintableText::escape).collect(Collectors.joining("\n"));
    }
}
