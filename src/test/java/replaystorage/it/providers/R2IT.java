package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Behaviour specific to R2, with another S3 server. */
class R2IT {
    private static final Instant TIME = Instant.parse("2026-02-01T10:00:00Z");
    private static final Pattern PART =
            Pattern.compile("(?s)PUT /\\S+partNumber=(\\d+)\\S* HTTP.*?Content-Length: (\\d+)");
    private static final int MEBI = 1 << 20;

    @TempDir
    Path root;

    private final String bucket = S3Server.bucket("r2");
    private RcloneCli raw;
    private Pod pod;

    @BeforeEach
    void start() {
        raw = S3Server.shared().rclone(root);
        raw.run("mkdir", "s3:" + bucket);
        pod = new Pod(root)
                .with("R2_ACCESS_KEY", S3Server.KEY)
                .with("R2_SECRET_KEY", S3Server.SECRET)
                .with("R2_ENDPOINT", S3Server.shared().endpoint())
                .with("R2_BUCKET", bucket);
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    @Test
    void section_has_cloudflare_region_auto_and_no_bucket_check() throws IOException {
        good("configure");

        assertThat(Files.readAllLines(pod.conf()))
                .contains("provider = Cloudflare", "region = auto", "no_check_bucket = true")
                .noneMatch(line -> line.startsWith("acl"));
    }

    @Test
    void parts_have_one_size_and_the_bucket_is_neither_created_nor_checked() {
        pod.write("checkpoints/large.pt", "x".repeat(12 * MEBI), TIME);

        Pod.CommandRun run = good(
                "up",
                "checkpoints",
                "--verbose",
                "--",
                "-vv",
                "--dump",
                "headers",
                "--s3-upload-cutoff",
                "5M",
                "--s3-chunk-size",
                "5M");

        List<Integer> sizes = new ArrayList<>();
        Matcher part = PART.matcher(run.err());
        while (part.find()) {
            sizes.add(Integer.valueOf(part.group(2)));
        }
        assertThat(sizes).containsExactlyInAnyOrder(5 * MEBI, 5 * MEBI, 2 * MEBI);
        assertThat(run.err()).doesNotContainPattern("(?:PUT|HEAD) /" + bucket + "/? HTTP");
        assertThat(raw.run("lsf", "--format", "sp", "s3:" + bucket + "/checkpoints"))
                .contains(12 * MEBI + ";large.pt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s/", "%s/BUCKET", "%s/BUCKET/", "\"%s\"", " %s\n"})
    void endpoint_with_extra_characters_works_with_a_note(String form) {
        String given = form.formatted(S3Server.shared().endpoint()).replace("BUCKET", bucket);
        pod.with("R2_ENDPOINT", given).write("checkpoints/a.pt", "bytes", TIME);

        assertThat(good("up", "checkpoints").err()).contains("R2_ENDPOINT ");
        assertThat(raw.run("lsf", "-R", "--files-only", "s3:" + bucket)).isEqualTo("checkpoints/a.pt\n");
    }
}
