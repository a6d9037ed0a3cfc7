package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RcloneVersionTest {
    @Test
    void parses_the_output_of_rclone_version() {
        assertThat(RcloneVersion.parse("rclone v1.60.1-DEV")).contains(new RcloneVersion(1, 60, 1, "-DEV"));
        assertThat(RcloneVersion.parse("rclone v1.75.2-beta.123")).contains(new RcloneVersion(1, 75, 2, "-beta.123"));
        assertThat(RcloneVersion.parse("1.73")).contains(new RcloneVersion(1, 73, 0, ""));
        assertThat(RcloneVersion.parse("hello")).isEmpty();
        assertThat(RcloneVersion.parse("")).isEmpty();
    }

    @Test
    void compares_by_number() {
        RcloneVersion oldest = RcloneVersion.parse("1.73.0").orElseThrow();
        assertThat(RcloneVersion.parse("rclone v1.100.0").orElseThrow().isAtLeast(oldest))
                .isTrue();
        assertThat(RcloneVersion.parse("rclone v1.73.0").orElseThrow().isAtLeast(oldest))
                .isTrue();
        assertThat(RcloneVersion.parse("rclone v1.72.9").orElseThrow().isAtLeast(oldest))
                .isFalse();
        assertThat(oldest).hasToString("1.73.0");
    }
}
