package replaystorage.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.NEW;
import static replaystorage.workspace.WorkspaceFixture.OLD;
import static replaystorage.workspace.WorkspaceFixture.content;
import static replaystorage.workspace.WorkspaceFixture.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pod starts as separate processes: two at once, and killed ones. */
@Timeout(120)
class ConcurrentWorkspaceSetupTest {
    private static final int FILES = 200;

    @TempDir
    Path root;

    @TempDir(factory = TmpfsFolders.class)
    Path disk;

    private final Set<String> versions = new HashSet<>();

    /** Files of which some exist in the workspace too: equal, older or newer. */
    private WorkspaceFixture filled(Path app) throws IOException {
        WorkspaceFixture pod = new WorkspaceFixture(root.resolve("workspace"), app);
        for (int i = 0; i < FILES; i++) {
            String name = "run" + i % 7 + "/" + i + ".pt";
            add(pod.appCheckpoints().resolve(name), "app " + i, i % 2 == 0 ? NEW : OLD);
            if (i % 3 == 0) {
                add(pod.checkpoints().resolve(name), "workspace " + i, i % 2 == 0 ? OLD : NEW);
            }
        }
        return pod;
    }

    private void add(Path file, String what, Instant time) {
        String content = what + "\n" + "x".repeat(20_000);
        versions.add(content);
        file(file, content, time);
    }

    private void assertNothingLost(WorkspaceFixture pod) {
        Set<String> found = new HashSet<>(content(pod.checkpoints()).values());
        if (Files.exists(pod.appCheckpoints())) {
            found.addAll(content(pod.appCheckpoints()).values());
        }
        assertThat(found).containsAll(versions);
    }

    private void assertDone(WorkspaceFixture pod, int killed) throws IOException {
        assertThat(pod.appCheckpoints()).isSymbolicLink();
        assertThat(Files.isSameFile(pod.appCheckpoints(), pod.checkpoints())).isTrue();
        Set<String> names = content(pod.checkpoints()).keySet();
        assertThat(names).noneMatch(name -> name.endsWith(".partial"));
        assertThat(names.stream().filter(name -> name.endsWith(".pt")))
                .as("each once, but what a kill in the middle left under two names")
                .hasSizeBetween(versions.size(), versions.size() + killed);
        assertThat(pod.checkpoints().resolve("run6/6.pt")).content().startsWith("app 6");
        assertThat(pod.checkpoints().resolve("run3/3.pt")).content().startsWith("workspace 3");
        for (String name : new String[] {"cache", "checkpoints", "logs"}) {
            Files.delete(pod.app().resolve(name)); // JUnit speaks of each link that leads out of a temporary folder.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void two_concurrent_starts_succeed_and_lose_nothing(boolean acrossDisks) throws Exception {
        WorkspaceFixture pod = filled((acrossDisks ? disk : root).resolve("app"));
        Process one = WorkspaceSetupProcess.start(pod.variables(), root.resolve("one.log"));
        Process other = WorkspaceSetupProcess.start(pod.variables(), root.resolve("other.log"));

        assertThat(one.waitFor()).isZero();
        assertThat(other.waitFor()).isZero();

        assertNothingLost(pod);
        assertThat(Files.readString(root.resolve("one.log")) + Files.readString(root.resolve("other.log")))
                .doesNotContain("error: ")
                .doesNotContain("Exception");
        assertDone(pod, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_killed_at_any_time_loses_nothing_and_the_next_completes_it(boolean acrossDisks) throws Exception {
        WorkspaceFixture pod = filled((acrossDisks ? disk : root).resolve("app"));
        int killed = 0;
        Process start;
        do {
            Path log = root.resolve("start.log");
            start = WorkspaceSetupProcess.start(pod.variables(), log);
            // A little later each time, so that each step is interrupted.
            if (!start.waitFor(50 + 10 * killed, TimeUnit.MILLISECONDS)) {
                start.destroyForcibly();
                killed++;
            }
            start.waitFor();
            assertNothingLost(pod);
        } while (start.exitValue() != 0);

        assertThat(killed).isPositive();
        assertDone(pod, killed);
    }
}
