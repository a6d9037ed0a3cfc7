package replaystorage.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.TerminalSession;

class SlowListingNoticeIT {
    @TempDir
    Path root;

    @Test
    void terminal_shows_what_is_listed_if_the_answer_is_slow() throws Exception {
        Path slow = root.resolve("rclone");
        Files.writeString(
                slow,
                "#!/bin/sh\ncase \" $* \" in *' lsjson '*) sleep 1.5;; esac\nexec '" + RcloneCli.binary()
                        + "' \"$@\"\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path storage = root.resolve("storage");
        Pod pod = Pod.onFolder(root, storage).with("REPLAY_STORAGE_RCLONE", slow.toString());
        Pod.write(storage.resolve("replays"), "a.slp", "game", Instant.parse("2026-01-02T03:04:05Z"));
        try (TerminalSession terminal = TerminalSession.start(pod, "fetch")) {
            terminal.waitFor("listing local:" + storage + "/replays ...").waitFor("1 file, 4 B downloaded");
            assertThat(terminal.status()).isZero();
        }
        assertThat(pod.run("fetch").err()).as("without a terminal").doesNotContain("listing");
    }
}
