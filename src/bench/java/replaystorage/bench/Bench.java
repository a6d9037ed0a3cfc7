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

/** Measures ours beside other ways to do the same, and says what holds. */
@Command(
        name = "scripts/bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the program beside rclone and other clients, on a server and a line of this machine.")
public final class Bench implements Callable<Integer> {
    @Mixin
    private Options options;

    private final List<String> failed = new ArrayList<>();

    @Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] words) {
        CommandLine line = new CommandLine(new Bench());
        line.getCommandSpec()
                .usageMessage()
                .footer(Scenarios.ALL.stream()
                        .map(one -> "  %-18s %s".formatted(one.name(), one.about()))
                        .collect(Collectors.joining("%n", "%nScenarios:%n", ""))
                        .split("(?=\\R)"));
        System.exit(line.execute(words));
    }

    @Override
    public Integer call() throws IOException {
        List<Scenario> chosen = chosen();
        Tools tools = new Tools(System.getenv("PATH"));
        List<String> circumstances = Machine.circumstances(
                options.settled(),
                tools,
                String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        circumstances.forEach(Bench::say);
        Path folder = Files.createTempDirectory("replay-storage-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        Scenario.Outcome all = new Scenario.Outcome(new ArrayList<>(), new ArrayList<>());
        try (Ground ground = Ground.lay(options, tools, folder, Bench::say)) {
            for (Scenario scenario : chosen) {
                measure(ground, scenario, all);
                // A run of all takes long: what is measured is kept, whatever comes.
                report(circumstances, all).write(options.out);
            }
        }
        System.out.print(report(circumstances, all).text());
        System.out.println("also in " + options.out + ": bench.csv, bench.md, bench.svg");
        boolean ours = all.trials().stream()
                .allMatch(one -> one.counts() || !one.tool().equals(Results.OURS));
        return ours && failed.isEmpty() ? 0 : 1;
    }

    /** What fails is told, and the others go on. */
    private void measure(Ground ground, Scenario scenario, Scenario.Outcome all) throws IOException {
        try {
            Scenario.Outcome outcome = scenario.run(ground);
            all.trials().addAll(outcome.trials());
            all.verdicts().addAll(outcome.verdicts());
        } catch (IOException e) {
            failed.add(scenario.name() + ": failed: " + e.getMessage());
        }
        ground.sweep();
    }

    private Report report(List<String> circumstances, Scenario.Outcome all) {
        List<String> judgements = Stream.concat(all.verdicts().stream().map(Verdict::text), failed.stream())
                .toList();
        return new Report(circumstances, new Results(all.trials()), judgements);
    }

    private List<Scenario> chosen() {
        List<String> names = options.scenarios;
        for (String name : names) {
            if (Scenarios.ALL.stream().noneMatch(one -> one.name().equals(name))) {
                throw new ParameterException(spec.commandLine(), "no scenario is named '" + name + "'; see --help");
            }
        }
        return Scenarios.ALL.stream()
                .filter(one -> names.isEmpty() || names.contains(one.name()))
                .toList();
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private static void remove(Path folder) {
        try {
            Contents.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
