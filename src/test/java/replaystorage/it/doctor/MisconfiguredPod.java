package replaystorage.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** A correct pod on which a test creates a problem; doctor must find it, and its command must fix it. */
record MisconfiguredPod(Pod pod, Map<String, String> right) {
    private static final Pattern TRY = Pattern.compile(" +Try: (.*)");
    private static String replays;
    private static String artifacts;

    /** A correct pod on an S3 server. */
    static MisconfiguredPod at(Path root) {
        Pod pod = Pod.onS3(root, S3Server.shared(), replays(), artifacts())
                .with("REPLAY_STORAGE_BIN", root.resolve("bin").toString())
                .with("PATH", Path.of("scripts").toAbsolutePath() + ":" + System.getenv("PATH"))
                .with("REPLAY_STORAGE_JAVA", System.getProperty("java.home") + "/bin/java");
        Map<String, String> right = new TreeMap<>(pod.environment());
        right.put("S3_BUCKET", artifacts());
        right.put("RCLONE_CONFIG_PASS", "right");
        right.put("REPLAY_DIR", root.resolve("workspace/replays").toString());
        right.put("CHECKPOINT_DIR", root.resolve("workspace/checkpoints").toString());
        return new MisconfiguredPod(pod, right);
    }

    static String replays() {
        fill();
        return replays;
    }

    static String artifacts() {
        fill();
        return artifacts;
    }

    private static synchronized void fill() {
        if (replays != null) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("doctor-");
            RcloneCli raw = S3Server.shared().rclone(folder);
            Path game = Pod.write(folder, "Game_1.slp", "replay", Instant.parse("2026-01-02T03:04:05Z"));
            String bucket = S3Server.bucket("doctor-replays");
            artifacts = S3Server.bucket("doctor-artifacts");
            raw.run("copyto", game.toString(), "s3:" + bucket + "/Game_1.slp");
            raw.run("mkdir", "s3:" + artifacts);
            replays = bucket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Doctor's line about the problem, or null. */
    static String findProblem(Pod.CommandRun run, DoctorProblem mistake) {
        return run.out()
                .lines()
                .filter(line -> line.matches("(warning|error) +" + Pattern.quote(mistake.about()) + " .*"))
                .filter(line -> line.contains(mistake.says()))
                .findFirst()
                .orElse(null);
    }

    static String fixCommand(Pod.CommandRun run, DoctorProblem mistake) {
        List<String> lines = run.out().lines().toList();
        Matcher matcher = TRY.matcher(lines.get(lines.indexOf(findProblem(run, mistake)) + 1));
        assertThat(matcher.matches()).as(run.out()).isTrue();
        return matcher.group(1);
    }

    /** Replaces the dots by the right values, as a user would. */
    void runFixCommand(String line) {
        String filled = Pattern.compile("(\\w+)=\\.\\.\\.").matcher(line).replaceAll(found -> {
            assertThat(right).as(line).containsKey(found.group(1));
            return Matcher.quoteReplacement(found.group(1) + "='" + right.get(found.group(1)) + "'");
        });
        ProcessBuilder shell = new ProcessBuilder(
                "sh",
                "-c",
                filled + "\nenv -0 >\"$0\"",
                pod.root().resolve("env").toString());
        shell.environment().clear();
        shell.environment().putAll(pod.environment());
        try {
            Process process = shell.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(filled + "\n" + said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pod.environment().clear();
        Stream.of(read(pod.root().resolve("env")).split("\0", -1))
                .filter(variable -> variable.indexOf('=') > 0)
                .forEach(variable -> pod.with(
                        variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1)));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
