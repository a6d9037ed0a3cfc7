package replaystorage.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import replaystorage.host.PasteableCommand;

/** Collects variables and prints them as {@code export} statements that the calling shell evaluates. */
final class ExportStatements {
    private final Map<String, String> variables = new LinkedHashMap<>();

    void put(String name, String value) {
        variables.put(name, value);
    }

    void putAll(Map<String, String> more) {
        variables.putAll(more);
    }

    /** The final `:` tells the script that the output is complete. */
    void print(PrintStream out) {
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append("export ")
                .append(name)
                .append('=')
                .append(PasteableCommand.alwaysQuote(value))
                .append('\n'));
        out.print(text.append(":\n"));
        out.flush();
    }
}
