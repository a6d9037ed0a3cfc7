package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.rclone.conf.RcloneConfFixture;

final class RcloneBinaryIT {
    private static final RcloneVersion OLDEST = new RcloneVersion(1, 73, 0, "");

    @TempDir
    Path folder;

    @Test
    void finds_rclone_on_path_and_caches_its_version() throws IOException {
        RcloneBinary found = find(null);
        assertThat(found.file()).isEqualTo(RcloneConfFixture.RCLONE);
        assertThat(found.version().isAtLeast(OLDEST)).isTrue();
        assertThat(folder.resolve("cache/replay-storage/rclone-versions"))
                .content()
                .contains(RcloneConfFixture.RCLONE + "\t")
                .contains("\t" + found.version());
    }

    @Test
    void reads_the_version_of_a_binary_once_until_it_changes() throws IOException {
        Path counted = binary("beside", "echo x >> " + folder + "/asked; echo rclone v1.99.0");
        find(counted.getParent());
        assertThat(find(counted.getParent())).isEqualTo(new RcloneBinary(counted, new RcloneVersion(1, 99, 0, "")));
        assertThat(folder.resolve("asked")).hasContent("x");
        binary("beside", "echo y >> " + folder + "/asked; echo rclone v1.100.0-DEV");
        assertThat(find(counted.getParent()).version()).hasToString("1.100.0-DEV");
    }

    @Test
    void uses_the_version_that_an_image_contains_with_its_rclone() throws IOException {
        Path brought = binary("beside", "echo x >> " + folder + "/asked; echo rclone v1.99.0");
        find(brought.getParent());
        Files.move(folder.resolve("cache/replay-storage/rclone-versions"), brought.resolveSibling("rclone-versions"));

        assertThat(find(brought.getParent()).version()).hasToString("1.99.0");

        assertThat(folder.resolve("asked")).hasContent("x");
    }

    @Test
    void skips_an_rclone_that_is_too_old_or_broken() throws IOException {
        assertThat(find(binary("old", "echo rclone v1.60.1-DEV").getParent()).file())
                .isEqualTo(RcloneConfFixture.RCLONE);
        assertThat(find(binary("broken", "exit 1").getParent()).file()).isEqualTo(RcloneConfFixture.RCLONE);
        assertThat(find(binary("lost", "#").getParent()).file()).isEqualTo(RcloneConfFixture.RCLONE);
    }

    @Test
    void uses_the_newest_rclone_of_our_cache_last() throws IOException {
        binary("cache/replay-storage/rclone-1.75.2", "echo rclone v1.75.2");
        Path newest = binary("cache/replay-storage/rclone-1.100.0", "echo rclone v1.100.0");
        assertThat(RcloneBinary.find(environment("PATH", "/nowhere:"), null, OLDEST)
                        .file())
                .isEqualTo(newest);
    }

    @Test
    void configured_rclone_is_used_or_refused() throws IOException {
        Path named = binary("named", "echo rclone v1.80.0");
        assertThat(RcloneBinary.find(environment("REPLAY_STORAGE_RCLONE", named.toString()), null, OLDEST)
                        .file())
                .isEqualTo(named);
        Path old = binary("old", "echo rclone v1.60.1-DEV");
        assertRefused(environment("REPLAY_STORAGE_RCLONE", old.toString()), old.toString(), "1.60.1-DEV", "1.73.0");
        assertRefused(environment("REPLAY_STORAGE_RCLONE", "/no/rclone"), "/no/rclone", "does not exist");
        assertRefused(environment("REPLAY_STORAGE_RCLONE", folder.toString()), folder.toString());
    }

    @Test
    void reports_a_missing_rclone() throws IOException {
        assertRefused(environment("PATH", "/nowhere"), "not installed", "1.73.0");
        Path old = binary("old", "echo rclone v1.60.1-DEV");
        assertRefused(environment("PATH", old.getParent().toString()), old + " is 1.60.1-DEV", "1.73.0");
    }

    private static void assertRefused(Environment environment, String... texts) {
        assertThatThrownBy(() -> RcloneBinary.find(environment, null, OLDEST))
                .isInstanceOfSatisfying(CliException.class, e -> {
                    assertThat(e.status()).isEqualTo(69);
                    assertThat(e.getMessage()).contains(texts);
                    assertThat(e.remedy()).isPresent();
                });
    }

    private RcloneBinary find(Path beside) {
        return RcloneBinary.find(environment("PATH", RcloneConfFixture.PATH), beside, OLDEST);
    }

    private Environment environment(String name, String value) {
        Map<String, String> all =
                new HashMap<>(Map.of("PATH", RcloneConfFixture.PATH, "XDG_CACHE_HOME", folder + "/cache"));
        all.put("RCLONE_VERSION", "junk");
        all.put(name, value);
        return Environment.of(all);
    }

    private Path binary(String name, String line) throws IOException {
        Path file = RcloneConfFixture.script(Files.createDirectories(folder.resolve(name)), line);
        return Files.move(file, file.resolveSibling("rclone"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
