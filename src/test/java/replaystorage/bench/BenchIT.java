package replaystorage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;
import replaystorage.support.ShellScript;

/** Runs all benchmarks with very little data, to check that they work. */
class BenchIT {
    private static final String SCENARIOS = "line,files-down,nothing-new-up,snapshot,b2-small,start,scale";
    /** Programs that the tests may have outside of PATH. */
    private static final List<String> NAMED = List.of("REPLAY_STORAGE_TEST_MINIO", "REPLAY_STORAGE_TEST_B2");

    @TempDir
    static Path root;

    static Pod.CommandRun smoke;

    @BeforeAll
    static void run() {
        String folders = Stream.concat(
                        NAMED.stream()
                                .map(System.getenv()::get)
                                .filter(Objects::nonNull)
                                .map(binary -> Path.of(binary).getParent().toString()),
                        Stream.of(System.getenv("PATH")))
                .collect(Collectors.joining(":"));
        Pod pod = new Pod(root).with("PATH", folders).with("JAVA_HOME", System.getProperty("java.home"));
        smoke = bench(
                pod,
                "--smoke",
                "--scenario",
                SCENARIOS,
                "--out",
                root.resolve("out").toString());
        S3Server.served(
                "benchmarks, a smoke run: " + (isCounting() ? "MinIO" : "rclone serve s3, no requests counted"));
    }

    private static Pod.CommandRun bench(Pod pod, String... words) {
        String script = Path.of("scripts/bench").toAbsolutePath().toString();
        return ShellScript.on(pod)
                .run(Stream.concat(Stream.of(script), Stream.of(words)).toArray(String[]::new));
    }

    private static boolean isCounting() {
        return !smoke.out().contains("no minio on PATH");
    }

    private static List<String> csv(String series, String tool) throws IOException {
        return Files.readAllLines(root.resolve("out/bench.csv")).stream()
                .filter(line -> line.startsWith(series + ",") && line.contains("," + tool + ","))
                .toList();
    }

    @Test
    void every_run_succeeds_and_is_in_the_table() {
        assertThat(smoke.status()).as(smoke.all()).isZero();
        assertThat(smoke.out())
                .contains("scripts/bench --smoke", "rclone v")
                .containsPattern("(?m)^line +8 connections up ")
                .containsPattern("(?m)^files-down +ours +\\d")
                .containsPattern("(?m)^files-down +rclone's defaults +\\d")
                .containsPattern("(?m)^snapshot +best raw rclone +\\d")
                .containsPattern("(?m)^start +raw rclone +\\d")
                .doesNotContain("failed");
    }

    @Test
    void csv_has_a_line_with_request_counts_for_each_run() throws IOException {
        assertThat(csv("files-down", "fetch_replays.sh's way")).hasSize(1);
        assertThat(csv("b2-small", "ours")).singleElement().asString().contains("B b2_download_file_by_");
        assertThat(csv("nothing-new-up", "ours"))
                .singleElement()
                .asString()
                .contains(isCounting() ? ",1,ListObjectsV2 1," : ",0,,");
    }

    @Test
    void the_plot_has_bars_and_curves() throws Exception {
        Document plot = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(root.resolve("out/bench.svg").toFile());

        assertThat(plot.getElementsByTagName("polyline").getLength()).isGreaterThanOrEqualTo(4);
        assertThat(plot.getElementsByTagName("rect").getLength()).isGreaterThan(15);
        assertThat(plot.getDocumentElement().getTextContent()).contains("files-down, s", "ours", "requests");
    }

    @Test
    void verdicts_say_which_targets_are_met_and_missed() throws IOException {
        assertThat(smoke.out())
                .contains("files-down: falls short by ")
                .containsPattern("scale-40: holds: MiB resident at most 286");
        assertThat(Files.readString(root.resolve("out/bench.md")))
                .contains("| files-down | ours |", "- files-down: falls short by ");
    }

    @Test
    void reports_an_unknown_scenario() {
        Pod.CommandRun run =
                bench(new Pod(root).with("JAVA_HOME", System.getProperty("java.home")), "--scenario", "fast");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no scenario is named 'fast'");
    }
}
