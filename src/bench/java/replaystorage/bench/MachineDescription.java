package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import replaystorage.bench.run.MeasuredProcess;

/** Machine and versions on which the figures depend. */
final class MachineDescription {
    private MachineDescription() {}

    static List<String> circumstances(BenchOptions options, ExternalTools tools, String command) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("scripts/bench " + command);
        lines.add(String.format(
                Locale.ROOT,
                "%d cores for client, line and server; %s of memory; %s %s; Java %s",
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version")));
        lines.add(version(tools, ExternalTools.RCLONE) + "; " + server(tools));
        lines.add("round trip %d ms by %s; cap %d Mbit/s each way where there is one; %d runs, medians"
                .formatted(
                        options.latency.toMillis(),
                        tools.find(ExternalTools.TOXIPROXY).isPresent() ? "toxiproxy" : "our relay",
                        options.cap / 1_000_000,
                        options.runs));
        lines.addAll(tools.missing());
        return lines;
    }

    private static String server(ExternalTools tools) throws IOException {
        return tools.find(ExternalTools.MINIO).isPresent() ? version(tools, ExternalTools.MINIO) : "rclone serve s3";
    }

    private static String version(ExternalTools tools, String tool) throws IOException {
        MeasuredProcess launch = MeasuredProcess.of(
                List.of(tool, "--version"), Map.of("PATH", tools.path(), "HOME", System.getProperty("java.io.tmpdir")));
        return launch.said().lines().findFirst().orElse(tool);
    }

    private static String memory() throws IOException {
        long kib = Files.readString(Path.of("/proc/meminfo"))
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        return Math.round(kib / 1024.0 / 1024) + " GiB";
    }
}
