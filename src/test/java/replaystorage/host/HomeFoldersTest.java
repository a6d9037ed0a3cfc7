package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeFoldersTest {
    private static HomeFolders folders(Map<String, String> variables) {
        return new HomeFolders(Environment.of(variables));
    }

    @Test
    void xdg_variables_come_before_the_home_folder() {
        HomeFolders folders = folders(Map.of(
                "HOME", "/root", "XDG_CONFIG_HOME", "/config", "XDG_STATE_HOME", "/state", "XDG_CACHE_HOME", "/cache"));
        assertThat(folders.configFolders()).containsExactly(Path.of("/config"), Path.of("/root/.config"));
        assertThat(folders.state()).contains(Path.of("/state"));
        assertThat(folders.cache()).contains(Path.of("/cache"));
    }

    @Test
    void folders_are_in_the_home_folder_without_xdg_variables() {
        HomeFolders folders = folders(Map.of("HOME", "/root", "XDG_CACHE_HOME", "relative"));
        assertThat(folders.xdgConfig()).isEmpty();
        assertThat(folders.configFolders()).containsExactly(Path.of("/root/.config"));
        assertThat(folders.state()).contains(Path.of("/root/.local/state"));
        assertThat(folders.cache()).contains(Path.of("/root/.cache"));
    }

    @Test
    void folders_are_empty_without_a_home_folder() {
        HomeFolders folders = folders(Map.of());
        assertThat(folders.home()).isEmpty();
        assertThat(folders.configFolders()).isEmpty();
        assertThat(folders.state()).isEmpty();
        assertThat(folders.cache()).isEmpty();
    }
}
