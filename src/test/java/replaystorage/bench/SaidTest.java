package replaystorage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SaidTest {
    private static final Path NAMES = Path.of("/mine");

    private final Said said = Said.of("""
            S3-compatible server as [minio] of rclone.conf, by rclone 1.75.2 at /usr/bin/rclone
            rclone lsjson -R minio:b/
            rclone copy --files-from-raw /theirs --transfers 64 minio:b/ /here
            rclone: a.slp: Copied (new)
            rclone lsjson --files-from-raw /theirs minio:b/
            """);

    @Test
    void copies_with_the_same_flags_between_other_places() {
        assertThat(said.copy(NAMES, "minio:b/", "/there"))
                .containsExactly(
                        "rclone", "copy", "--files-from-raw", "/mine", "--transfers", "64", "minio:b/", "/there");
    }

    @Test
    void its_listings_are_those_before_the_copy() {
        assertThat(said.listings(NAMES)).isEqualTo("'rclone' 'lsjson' '-R' 'minio:b/' >/dev/null");
    }
}
