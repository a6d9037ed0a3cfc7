package replaystorage.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Estimated costs of the buckets, of a given size, and of a dry run. */
class CostsCommandIT {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T10:00:00Z");
    private static final Pattern ABOUT = Pattern.compile("about ([0-9,]+) request");

    @TempDir
    Path root;

    private static Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private static void write(StorageFixture depot, String remote, String... names) {
        Path folder = depot.pod().root().resolve("stored/" + remote.replace(':', '/'));
        for (String name : names) {
            Pod.write(folder, name, "x".repeat(500_000), LONG_AGO);
        }
        depot.put(folder, remote);
    }

    @Test
    void size_option_needs_no_storage() {
        Pod.CommandRun run = good(new Pod(root).with("REPLAY_STORAGE_RCLONE", null), "costs", "--size", "10GB");

        assertThat(run.out())
                .startsWith("10.0 GB in 3,333 files (3 MB each; or --files N), pulled 30 times a month\n")
                .containsPattern("Backblaze B2 +0.00 +0.01 +2.70 +2.71\n")
                .containsPattern("Cloudflare R2 +0.00 +0.00 +0.00 +0.00\n")
                .containsPattern("AWS S3 +0.23 +0.04 +18.00 +18.27\n")
                .containsPattern("Google Drive +0.00 +0.00 +0.00 +0.00\n")
                .containsPattern("Network volume +0.70 +0.00 +0.00 +0.70\n")
                .contains("Each dated snapshot is a full copy", "on a different day")
                .contains("Cloudflare R2 is cheaper than Backblaze B2 from 4 times a month on.")
                .contains("0.06 a month to store it, 0.10\negress for one pull, 3.00 for 30.");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void names_no_cheaper_provider_below_a_cent() {
        assertThat(good(new Pod(root), "costs", "--size", "19MB").out())
                .contains("Backblaze B2 and Cloudflare R2 cost less than a cent a month each.")
                .doesNotContain("cheaper");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 40})
    void fits_the_terminal(int columns) {
        Pod pod = new Pod(root).with("COLUMNS", String.valueOf(columns));

        assertThat(good(pod, "costs", "--size", "900TB", "--pulls-per-month", "999")
                        .out()
                        .lines())
                .allMatch(line -> line.length() <= columns || line.startsWith("900.0 TB"));
    }

    @Test
    void stores_all_objects_and_pulls_only_what_a_new_pod_needs() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageKind.S3, root);
        write(depot, depot.replays(), "fox/a.slp", "b.slp");
        write(
                depot,
                depot.artifacts(),
                "checkpoints/latest.pt",
                "snapshots/2026-01-01/checkpoints/latest.pt",
                "logs/l");

        assertThat(good(depot.pod(), "costs", "--pulls-per-month", "1").out())
                .startsWith("2.5 MB in 5 files, 1.5 MB of it pulled once a month\n");
        assertThat(good(depot.pod(), "costs", "--json").out())
                .startsWith(
                        "{\"stored_bytes\":2500000,\"stored_files\":5,\"files_assumed\":false,"
                                + "\"pulled_bytes\":1500000,\"pulled_files\":3,\"pulls_per_month\":30,\"providers\":[{\"name\":\"b2\"")
                .containsPattern(
                        ",\"break_even\":\\{\"cheaper\":\"r2\",\"than\":\"b2\",\"from_pulls_per_month\":[0-9]+}}\n$");
    }

    @Test
    void counts_each_object_once_in_a_shared_bucket() throws IOException {
        StorageFixture depot = StorageFixture.withOneBucket(StorageKind.S3, root);
        write(depot, depot.replays(), "a.slp", "checkpoints/latest.pt", "logs/l");

        assertThat(good(depot.pod(), "costs").out())
                .startsWith("1.5 MB in 3 files, 1.0 MB of it pulled 30 times a month\n");
    }

    @Test
    void reports_the_missing_storage_without_a_size() {
        Pod.CommandRun run = new Pod(root).run("costs");

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("no storage is configured");
    }

    @ParameterizedTest
    @CsvSource({
        "--size, ten, '''ten'' is not a size; write a number and its unit: 500MB, 10GB, 1.5TB'",
        "--size, 10, '''10'' is not a size'",
        "--size, -1GB, '''-1GB'' is not a size'",
        "--pulls-per-month, -1, '''-1'' is not a count'",
        "--pulls-per-month, often, '''often'' is not a count'",
        "--files, 10, '--files needs --size'",
    })
    void invalid_option_value_is_a_usage_error(String option, String value, String says) {
        Pod.CommandRun run = new Pod(root).run("costs", option, value);

        assertThat(run.status()).isEqualTo(64);
        assertThat(run.err()).contains(option, says);
    }

    private static long about(Pod.CommandRun run) {
        return ABOUT.matcher(run.out())
                .results()
                .mapToLong(about -> Long.parseLong(about.group(1).replace(",", "")))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"fetch, ", "down, checkpoints", "pull, to", "upload, from", "up, logs", "snapshot, 2026-01-01"})
    void dry_run_estimates_the_requests_of_the_run_within_15_percent(String command, String argument)
            throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod pod = stub.pod(root);
            for (int i = 0; i < 60; i++) {
                stub.put("folder-" + i % 3 + "/" + i + ".slp", "replay");
                stub.put("checkpoints/" + i + ".pt", "checkpoint");
                Pod.write(root.resolve("from"), i % 3 + "/new-" + i + ".slp", "replay", LONG_AGO);
                pod.write("logs/" + i + ".log", "log", LONG_AGO);
            }
            if (command.equals("snapshot")) {
                good(pod, "up", "logs");
            }
            List<String> words = argument == null
                    ? List.of(command)
                    : List.of(
                            command,
                            List.of("to", "from").contains(argument)
                                    ? root.resolve(argument).toString()
                                    : argument);
            String[] planned =
                    Stream.concat(words.stream(), Stream.of("--dry-run")).toArray(String[]::new);
            long about = about(good(pod, planned));
            int before = stub.requests().size();

            good(pod, words.toArray(String[]::new));

            assertThat((long) stub.requests().size() - before).isCloseTo(about, Percentage.withPercentage(15));
        }
    }

    @Test
    void dry_run_writes_the_forecast_as_json() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            stub.put("a.slp", "replay");

            assertThat(good(stub.pod(root), "fetch", "--dry-run", "--progress=json")
                            .err())
                    .contains(
                            "{\"type\":\"forecast\",\"name\":\"replays\",\"files\":1,\"bytes\":6,\"equal\":0,\"deletions\":0,"
                                    + "\"requests\":3,\"classes\":{},\"dollars\":0}");
        }
    }
}
