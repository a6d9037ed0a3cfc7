package replaystorage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import replaystorage.bench.report.BenchmarkReport;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.TargetVerdict;
import replaystorage.bench.run.ExpectedFiles;
import replaystorage.bench.scenario.BenchScenario;
import replaystorage.bench.scenario.BenchScenarios;

/** Benchmarks this program against other tools, and checks the targets. */
@Command(
        name = "scripts/bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Benchmarks the program against rclone and other clients, with a server and a simulated network on this machine.")
public final class Bench implements Callable<Integer> {
    @Mixin
    private BenchOptions options;

    private final List<String> failed = new ArrayList<>();

    @Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] words) {
        CommandLine line = new CommandLine(new Bench());
        line.getCommandSpec()
                .usageMessage()
                .footer(BenchScenarios.ALL.stream()
                        .map(one -> "  %-18s %s".formatted(one.name(), one.about()))
                        .collect(Collectors.joining("%n", "%nScenarios:%n", ""))
                        .split("(?=\\R)"));
        System.exit(line.execute(words));
    }

    @Override
    public Integer call() throws IOException {
        List<BenchScenario> chosen = chosen();
        ExternalTools tools = new ExternalTools(System.getenv("PATH"));
        List<String> circumstances = MachineDescription.circumstances(
                options.withSmokeDefaults(),
                tools,
                String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        circumstances.forEach(Bench::say);
        Path folder = Files.createTempDirectory("replay-storage-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        BenchScenario.ScenarioOutcome all = new BenchScenario.ScenarioOutcome(new ArrayList<>(), new ArrayList<>());
        try (BenchContext ground = BenchContext.prepare(options, tools, folder, Bench::say)) {
            for (BenchScenario scenario : chosen) {
                measure(ground, scenario, all);
                // Written after each scenario, because a full run takes long and may be stopped.
                report(circumstances, all).write(options.out);
            }
        }
        System.out.print(report(circumstances, all).text());
        System.out.println("also in " + options.out + ": bench.csv, bench.md, bench.svg");
        boolean ours = all.trials().stream()
                .allMatch(one -> one.counts() || !one.tool().equals(BenchmarkResults.OURS));
        return ours && failed.isEmpty() ? 0 : 1;
    }

    /** Reports a failed scenario, and continues with the others. */
    private void measure(BenchContext ground, BenchScenario scenario, BenchScenario.ScenarioOutcome all)
            throws IOException {
        try {
            BenchScenario.ScenarioOutcome outcome = scenario.run(ground);
            all.trials().addAll(outcome.trials());
            all.verdicts().addAll(outcome.verdicts());
        } catch (IOException e) {
            failed.add(scenario.name() + ": failed: " + e.getMessage());
        }
        ground.deleteData();
    }

    private BenchmarkReport report(List<String> circumstances, BenchScenario.ScenarioOutcome all) {
        List<String> judgements = Stream.concat(all.verdicts().stream().map(TargetVerdict::text), failed.stream())
                .toList();
        return new BenchmarkReport(circumstances, new BenchmarkResults(all.trials()), judgements);
    }

    private List<BenchScenario> chosen() {
        List<String> names = options.scenarios;
        for (String name : names) {
            if (BenchScenarios.ALL.stream().noneMatch(one -> one.name().equals(name))) {
                throw new ParameterException(spec.commandLine(), "no scenario is named '" + name + "'; see --help");
            }
        }
        return BenchScenarios.ALL.stream()
                .filter(one -> names.isEmpty() || names.contains(one.name()))
                .toList();
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private static void remove(Path folder) {
        try {
            ExpectedFiles.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
