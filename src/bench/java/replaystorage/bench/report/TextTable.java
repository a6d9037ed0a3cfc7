package replaystorage.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats a table in columns for a terminal, as Markdown or as CSV. */
record TextTable(List<String> head, List<List<String>> rows) {

    String columns() {
        int[] widths = IntStream.range(0, head.size())
                .map(column -> all().stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return all().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), widths[column]))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    String markdown() {
        String line = "|" + "---|".repeat(head.size());
        return all().stream()
                .map(row -> "| "
                        + row.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |")
                .collect(Collectors.joining("\n", "", "\n"))
                .replaceFirst("\n", "\n" + line + "\n");
    }

    String csv() {
        return all().stream()
                .map(row -> row.stream().map(TextTable::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<List<String>> all() {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        return all;
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String quoted(String cell) {
        return cell.matches("[\\w .'-]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
