package replaystorage.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import replaystorage.bench.scenario.BenchScenarios;

/**
 * Writes and prints the results.
 *
 * @param circumstances command, machine and versions, one per line
 * @param judgements which targets hold or fall short, one per line
 */
public record BenchmarkReport(List<String> circumstances, BenchmarkResults results, List<String> judgements) {
    private static final List<String> CSV = List.of(
            "scenario", "objects", "bytes", "tool", "run", "seconds", "requests", "calls", "resident_mib", "failure");

    public String text() {
        return String.join("\n", circumstances) + "\n\n" + table().columns() + "\n" + judged("") + "\n";
    }

    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.csv"), csv().csv());
        Files.writeString(folder.resolve("bench.svg"), ResultsPlot.of(results, BenchScenarios.SCALE));
        Files.writeString(
                folder.resolve("bench.md"),
                "    " + String.join("\n    ", circumstances) + "\n\n" + table().markdown() + "\n" + judged("- ")
                        + "\n");
    }

    private TextTable table() {
        return new TextTable(ResultsTable.HEAD, ResultsTable.of(results));
    }

    private String judged(String before) {
        return judgements.stream().map(one -> before + one).collect(Collectors.joining("\n"));
    }

    private TextTable csv() {
        return new TextTable(
                CSV, results.trials().stream().map(BenchmarkReport::cells).toList());
    }

    private static List<String> cells(BenchmarkRun trial) {
        return List.of(
                trial.series(),
                String.valueOf(trial.objects()),
                String.valueOf(trial.bytes()),
                trial.tool(),
                String.valueOf(trial.run()),
                String.format(Locale.ROOT, "%.4f", trial.seconds()),
                String.valueOf(trial.requests().total()),
                trial.requests().toString(),
                String.format(Locale.ROOT, "%.1f", trial.residentMib()),
                trial.failure());
    }
}
