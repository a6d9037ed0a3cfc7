package replaystorage.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;

/** The jar with another Java configuration than the launcher's. */
@Tag("timing")
class ForeignJavaSettingsIT {
    private static final int MANY = 25_000;

    /** Pod and program are below /tmp too, and must stay readable. */
    private static final String READ_ONLY =
            "mount --rbind $1 $1; mount --bind $2 $2; mount -o remount,bind,ro $1; ! touch $1/x 2>/dev/null; shift 3; exec \"$@\"";

    private static final String FULL = "mount --rbind $1 /mnt; mount -t tmpfs -o size=64k none $1; mkdir -p $2 $3; "
            + "mount --bind /mnt/${2#$1/} $2; mount --bind /mnt/${3#$1/} $3; "
            + "! cat /dev/zero >$1/fill 2>/dev/null; shift 3; exec \"$@\"";

    @TempDir
    Path root;

    private Pod pod;

    @BeforeEach
    void start() {
        pod = Pod.onFolder(root, root.resolve("storage"));
        Pod.write(root.resolve("storage/replays"), "mewtwo/game.slp", "slp", Instant.EPOCH);
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
    }

    private static Pod.CommandRun ended(int status, Pod.CommandRun run) {
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        return run;
    }

    private static void assertJson(String line) {
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).as(line).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() != null) {
                // Fails if it can't be read.
            }
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"})
    void foreign_java_options_have_no_effect_and_are_not_in_the_json(String variable) {
        pod.with(variable, "-Xmx2m -javaagent:/nonexistent.jar");
        Pod.CommandRun run = ended(0, InstalledProgram.on(pod).run("fetch", "--progress=json"));
        assertThat(run.err().lines()).isNotEmpty().allSatisfy(ForeignJavaSettingsIT::assertJson);
        assertThat(run.err()).contains("\"summary\"");
        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("slp");
    }

    /** A quarter of the documented limit, 100,000 files in 64 MB; the JVM itself takes 8 MB. */
    @Test
    void handles_25_000_files_in_22_mb_of_heap() throws IOException {
        Path shards = root.resolve("storage/artifacts/checkpoints");
        Files.delete(pod.checkpoints().resolve("a.pt"));
        for (int i = 0; i < MANY; i++) {
            Path shard = shards.resolve("shard-" + i / 1000);
            Path here = pod.checkpoints().resolve(shard.getFileName());
            if (i % 1000 == 0) {
                Files.createDirectories(shard);
                Files.createDirectories(here);
            }
            Path file = Files.createFile(shard.resolve("step-" + i + "-rank-0.pt"));
            Files.createLink(here.resolve(file.getFileName()), file);
        }
        pod.with("REPLAY_STORAGE_JAVA_OPTS", "-Xmx22m");
        InstalledProgram program = InstalledProgram.on(pod);

        assertThat(ended(0, program.run("up", "checkpoints")).err()).contains("up to date: 25,000 files");
        assertThat(ended(0, program.run("up", "checkpoints")).err()).contains("up to date: 25,000 files");

        pod.with("LOCAL_ARTIFACTS", Files.createDirectory(root.resolve("empty")).toString());
        Pod.CommandRun up = ended(0, program.run("up", "checkpoints", "--dry-run"));
        assertThat(up.out()).contains("would upload 25,000 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {READ_ONLY, FULL})
    void needs_nothing_in_tmp(String mounts) {
        String installed = InstalledProgram.launcher().getParent().getParent().toString();
        InstalledProgram without = InstalledProgram.on(pod)
                .prefixedBy("unshare", "-rm", "sh", "-ec", mounts, "sh", "/tmp", root.toString(), installed);
        ended(0, without.run("up"));
        ended(0, without.run("fetch", "--progress=json"));
        ended(0, without.run("snapshots"));
        assertThat(root.resolve("storage/artifacts/checkpoints/a.pt")).hasContent("bytes");
        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("slp");
    }

    @Test
    void works_with_few_open_files() {
        InstalledProgram few = InstalledProgram.on(pod).prefixedBy("sh", "-c", "ulimit -n 64; exec \"$@\"", "sh");
        ended(0, few.run("up"));
        ended(0, few.run("fetch"));
        assertThat(root.resolve("storage/artifacts/checkpoints/a.pt")).hasContent("bytes");
    }

    @Test
    void jar_in_an_ascii_locale_reports_the_missing_utf8_locale() throws IOException, InterruptedException {
        Path err = root.resolve("err.txt");
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "target/replay-storage.jar",
                        "up")
                .redirectError(err.toFile());
        java.environment().put("LC_ALL", "C");
        assertThat(java.start().waitFor()).isEqualTo(78);
        assertThat(err).content().contains("UTF-8 locale").contains("Try: LC_ALL=C.UTF-8 java -jar");
    }
}
