package replaystorage.rclone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.host.Environment;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.Redaction;

/** The file that we work out is the one that rclone names. */
final class ConfLocationIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "HOME, ''",
        "HOME, home/.rclone.conf",
        "HOME, home/.config/rclone/rclone.conf",
        "HOME, home/.rclone.conf home/.config/rclone/rclone.conf",
        "HOME, home/.config",
        "HOME, home/.config/rclone",
        "HOME, home",
        "HOME XDG_CONFIG_HOME, ''",
        "HOME XDG_CONFIG_HOME, home/.rclone.conf",
        "HOME XDG_CONFIG_HOME, home/.config/rclone/rclone.conf",
        "HOME XDG_CONFIG_HOME, home/.config/rclone/rclone.conf xdg/rclone/rclone.conf",
        "HOME XDG_CONFIG_HOME, home/.rclone.conf xdg/rclone/rclone.conf",
        "HOME XDG_CONFIG_HOME, xdg",
        "XDG_CONFIG_HOME, ''",
        "XDG_CONFIG_HOME, xdg/rclone/rclone.conf",
        "HOME XDG_CONFIG_HOME RCLONE_CONFIG, xdg/rclone/rclone.conf",
        "RCLONE_CONFIG, ''",
        "HOME, bin/rclone.conf home/.config/rclone/rclone.conf",
        "HOME RCLONE_CONFIG, bin/rclone.conf"
    })
    void agrees_with_rclone(String set, String files) throws IOException {
        Map<String, String> values = Map.of(
                "HOME", folder + "/home", "XDG_CONFIG_HOME", folder + "/xdg", "RCLONE_CONFIG", folder + "/own/my.conf");
        for (String file : files.isEmpty() ? List.<String>of() : List.of(files.split(" ", -1))) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.createFile(folder.resolve(file));
        }
        Path binary = Files.createDirectories(folder.resolve("bin")).resolve("rclone");
        Files.copy(RcloneConfFixture.RCLONE.toRealPath(), binary);
        Path link = Files.createSymbolicLink(folder.resolve("link"), binary);
        Map<String, String> changes = new LinkedHashMap<>();
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            boolean is = List.of(set.split(" ", -1)).contains(name);
            changes.put(name, is ? values.get(name) : null);
            if (is) {
                environment.put(name, values.get(name));
            }
        }
        Rclone rclone = new ProcessRclone(
                link, RcloneConfFixture.isolatedVariables(changes), null, RcloneConfFixture.PATH, Redaction.none());
        Path ours = ConfLocation.find(Environment.of(environment), link, rclone).file();
        List<String> said =
                rclone.collectOutput(List.of("config", "file"), Duration.ZERO).stdout();
        assertThat(ours).hasToString(said.get(said.size() - 1));
    }

    @Test
    void makes_no_folder() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        ConfLocation.find(Environment.of(Map.of("HOME", home.toString())), RcloneConfFixture.RCLONE, call -> {
            throw new IllegalStateException("asked");
        });
        assertThat(home).isEmptyDirectory();
    }
}
