package replaystorage.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import replaystorage.host.PasteableCommand;

/** Variables for the shell that called us, as text that it evaluates. */
final class ExportStatements {
    private final Map<String, String> variables = new LinkedHashMap<>();

    void put(String name, String value) {
        variables.put(name, value);
    }

    void putAll(Map<String, String> more) {
        variables.putAll(more);
    }

    /** The `:` behind them tells the script that nothing was cut off. */
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
