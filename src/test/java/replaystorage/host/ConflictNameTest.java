package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictNameTest {
    private static final Instant NOW = LocalDateTime.of(2026, 11, 25, 10, 30)
            .atZone(ZoneId.systemDefault())
            .toInstant();

    private final ConflictName names = new ConflictName(() -> "pod/7", () -> NOW);

    @ParameterizedTest
    @CsvSource({
        "latest.pt,latest.from-pod-7-20261125T103000.pt",
        "a.b/model,a.b/model.from-pod-7-20261125T103000",
        "x/.hidden,x/.hidden.from-pod-7-20261125T103000",
        "x.tar.gz,x.tar.from-pod-7-20261125T103000.gz"
    })
    void keeps_the_extension_last(String name, String kept) {
        assertThat(names.nameFor(name, taken -> false)).isEqualTo(kept);
    }

    @Test
    void never_returns_a_name_twice_or_one_that_is_taken() {
        assertThat(names.nameFor("a.pt", taken -> taken.contains("000.pt"))).endsWith("T103000-2.pt");
        assertThat(names.nameFor("a.pt", taken -> false)).endsWith("T103000.pt");
        assertThat(names.nameFor("a.pt", taken -> false)).endsWith("T103000-3.pt");
    }

    @ParameterizedTest
    @CsvSource({
        "a.from-pod-7-20260101T000000.pt, true",
        "a.from-pod-7-20260101T000000-2.pt, true",
        "a.from-pod-8-20260101T000000.pt, false",
        "b.from-pod-7-20260101T000000.pt, false",
        "a.from-pod-7-20260101T000000.ckpt, false",
        "a.pt, false"
    })
    void recognizes_conflict_copies_of_this_pod(String version, boolean known) {
        assertThat(names.isVersionOf("a.pt", version)).isEqualTo(known);
    }

    @Test
    void longest_name_fits_into_255_bytes_and_is_recognized() {
        ConflictName longest = new ConflictName(() -> "p".repeat(300), InstantSource.system());
        String name = "\u00fc".repeat(126) + ".pt";
        String kept = longest.nameFor(name, taken -> false);
        assertThat(kept.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        assertThat(longest.isVersionOf(name, kept)).isTrue();
        assertThat(longest.isVersionOf("\u00fc".repeat(125) + ".pt", kept)).isFalse();
    }
}
