package replaystorage.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.bench.run.MeasuredProcess;

class ShellCommandSequenceTest {
    private static final List<String> FINE = List.of("true");

    @TempDir
    Path folder;

    @Test
    void parallel_sequence_succeeds_if_a_listing_finds_no_folder() throws IOException {
        assertThat(status(ShellCommandSequence.inParallel(List.of(ending(3), FINE))))
                .isZero();
    }

    @Test
    void parallel_sequence_fails_if_any_listing_fails() throws IOException {
        assertThat(status(ShellCommandSequence.inParallel(List.of(ending(2), FINE))))
                .isEqualTo(1);
        assertThat(status(ShellCommandSequence.inParallel(List.of(FINE, ending(2)))))
                .isEqualTo(1);
    }

    @Test
    void listings_run_in_parallel() throws IOException {
        List<String> waiting = List.of("sh", "-c", "until [ -e \"$0\" ]; do sleep 0.05; done", there());

        assertThat(status(ShellCommandSequence.inParallel(List.of(waiting, List.of("touch", there())))))
                .isZero();
    }

    @Test
    void sequence_stops_at_the_first_failure() throws IOException {
        assertThat(status(ShellCommandSequence.inSequence(List.of(ending(2), List.of("touch", there())))))
                .isEqualTo(2);
        assertThat(Files.exists(Path.of(there()))).isFalse();
    }

    private String there() {
        return folder.resolve("there").toString();
    }

    private static List<String> ending(int status) {
        return List.of("sh", "-c", "exit " + status);
    }

    private static int status(List<String> command) throws IOException {
        return MeasuredProcess.of(command, Map.of("PATH", System.getenv("PATH")))
                .status();
    }
}
