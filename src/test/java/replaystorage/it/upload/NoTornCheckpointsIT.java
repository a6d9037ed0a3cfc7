package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.CheckpointFiles;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/**
 * Two hundred checkpoints, written in all ways that trainers use, during an auto-sync. The versioned bucket shows afterwards what it contained
 * at any time.
 */
@Tag("timing")
class NoTornCheckpointsIT {
    private static final int OF_EACH = 40;

    @TempDir
    Path root;

    /** Hashes of the complete versions of each file, the last one last. */
    private final Map<String, List<String>> whole = new ConcurrentHashMap<>();

    private final Set<String> torn = ConcurrentHashMap.newKeySet();

    private Path checkpoints;

    @Test
    void remote_never_has_a_truncated_object_and_finally_has_every_complete_one() throws Exception {
        RcloneCli raw = S3Server.shared().rclone(root);
        String bucket = S3Server.bucket("torn");
        raw.run("mkdir", "s3:" + bucket);
        boolean versioned = isVersioned(raw, bucket);
        Pod pod = Pod.onS3(root, S3Server.shared(), bucket, bucket);
        checkpoints = Files.createDirectories(pod.checkpoints());
        ProgramProcess program = ProgramProcess.start(pod, "auto-sync", "--interval", "1");

        writeAll();
        Set<String> wanted = new TreeSet<>(whole.keySet());
        try {
            ProgramProcess.await("all are there", () -> latest(raw, bucket).equals(lastOf(wanted)));
        } catch (AssertionError e) {
            assertThat(latest(raw, bucket)).as(program.text()).isEqualTo(lastOf(wanted));
        }
        program.signal("TERM");

        assertThat(program.end()).as(program.text()).isEqualTo(75);
        assertThat(program.text()).doesNotContain("Error", "failed");
        assertThat(Files.readString(pod.workspace().resolve(".replay-storage/auto-sync.json")))
                .contains("\"failures\":0", "\"state\":\"ended\"", "\"pending_files\":0");
        Map<String, Set<String>> ever = versioned ? everyVersion(raw, bucket) : listed(raw, bucket);
        assertThat(ever.keySet()).as("nothing but whole checkpoints").isEqualTo(wanted);
        ever.forEach((name, hashes) -> assertThat(whole.get(name)).as(name).containsAll(hashes));
        assertThat(torn).hasSize(OF_EACH);
        torn.forEach(name -> assertThat(program.text()).contains("checkpoints/" + name + " was not saved"));
    }

    /** `rclone serve s3`, used without MinIO, keeps no versions, so only the end is checked. */
    private static boolean isVersioned(RcloneCli raw, String bucket) {
        try {
            raw.run("backend", "versioning", "s3:" + bucket, "Enabled");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private void writeAll() throws Exception {
        ExecutorService trainers = Executors.newFixedThreadPool(OF_EACH);
        List<Future<?>> writing = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            int number = i;
            writing.add(trainers.submit(() -> each(number)));
        }
        for (Future<?> trainer : writing) {
            trainer.get();
        }
        trainers.shutdown();
    }

    /** Writes one checkpoint of each kind. */
    private void each(int number) {
        try {
            Thread.sleep(number * 200L);
            inPieces("pieces-" + number + ".bin", CheckpointFiles.noise(60_000, number), 5_000);
            byRename("renamed-" + number + ".axon", CheckpointFiles.noise(60_000, 100 + number));
            inPlace("in-place-" + number + ".pt", number);
            folder("step-" + number, number);
            killed(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path known(String name, byte[] bytes) {
        whole.computeIfAbsent(name, each -> new ArrayList<>()).add(md5(bytes));
        return checkpoints.resolve(name);
    }

    /** Keeps the file open during pauses that are longer than a scan and than the settle time. */
    private void inPieces(String name, byte[] bytes, long pause) throws IOException, InterruptedException {
        Path file = known(name, bytes);
        int half = bytes.length / 2;
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes, 0, half);
            out.flush();
            Thread.sleep(pause);
            out.write(bytes, half, bytes.length - half);
        }
    }

    private void byRename(String name, byte[] bytes) throws IOException, InterruptedException {
        Path file = known(name, bytes);
        Path temporary = file.resolveSibling(name + ".tmp");
        Files.write(temporary, Arrays.copyOf(bytes, bytes.length / 2));
        Thread.sleep(500);
        Files.write(temporary, bytes);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Rewrites the same name while its last version is being uploaded. */
    private void inPlace(String name, int number) throws IOException, InterruptedException {
        for (int version = 0; version < 3; version++) {
            inPieces(name, CheckpointFiles.zip(50_000, 1000L * version + number), 300);
            Thread.sleep(2_500 + (number * 137L + version * 411L) % 2_000);
        }
    }

    private void folder(String name, int number) throws IOException, InterruptedException {
        Files.createDirectories(checkpoints.resolve(name));
        for (int shard = 0; shard < 3; shard++) {
            byte[] bytes = CheckpointFiles.safetensors(20_000, 10L * number + shard);
            inPieces(name + "/model-" + shard + ".safetensors", bytes, 200);
        }
        inPieces(
                name + "/model.safetensors.index.json",
                ("{\"of\": " + number + "}").getBytes(StandardCharsets.UTF_8),
                50);
    }

    /** A file of a writer that was killed, in formats that show it. */
    private void killed(int number) throws IOException {
        byte[] bytes = switch (number % 3) {
            case 0 -> CheckpointFiles.zip(30_000, number);
            case 1 -> CheckpointFiles.safetensors(30_000, number);
            default -> CheckpointFiles.replay(30_000, number);
        };
        String name =
                "killed-" + number + List.of(".pt", ".safetensors", ".slp").get(number % 3);
        torn.add(name);
        Files.write(checkpoints.resolve(name), Arrays.copyOf(bytes, 10_000 + number));
    }

    private Map<String, String> lastOf(Set<String> names) {
        Map<String, String> last = new TreeMap<>();
        names.forEach(name -> last.put(name, whole.get(name).get(whole.get(name).size() - 1)));
        return last;
    }

    private static Map<String, String> latest(RcloneCli raw, String bucket) {
        Map<String, String> latest = new TreeMap<>();
        listed(raw, bucket)
                .forEach((name, hashes) -> latest.put(name, hashes.iterator().next()));
        return latest;
    }

    /** The hashes of all versions of each object. */
    private static Map<String, Set<String>> everyVersion(RcloneCli raw, String bucket) {
        Map<String, Set<String>> all = new TreeMap<>();
        listed(raw, bucket, "--s3-versions")
                .forEach((name, hashes) -> all.computeIfAbsent(
                                name.replaceFirst("-v\\d{4}-\\d{2}-\\d{2}-\\d{6}-\\d{3}(?=(\\.[^.]+)?$)", ""),
                                each -> new TreeSet<>())
                        .addAll(hashes));
        return all;
    }

    private static Map<String, Set<String>> listed(RcloneCli raw, String bucket, String... flags) {
        List<String> command = new ArrayList<>(List.of("lsf", "-R", "--files-only", "--format", "hp", "--hash", "MD5"));
        command.addAll(List.of(flags));
        command.add("s3:" + bucket + "/checkpoints");
        Map<String, Set<String>> all = new TreeMap<>();
        Pattern line = Pattern.compile("([0-9a-f]{32});(.*)");
        raw.run(command.toArray(String[]::new))
                .lines()
                .map(line::matcher)
                .filter(Matcher::matches)
                .forEach(match -> all.computeIfAbsent(match.group(2), each -> new TreeSet<>())
                        .add(match.group(1)));
        return all;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
