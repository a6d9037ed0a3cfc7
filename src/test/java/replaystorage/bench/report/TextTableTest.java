package replaystorage.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable(List.of("tool", "s"), List.of(List.of("a, \"b\"", "1.5")));

    @Test
    void text_has_aligned_columns() {
        assertThat(table.columns()).isEqualTo("tool    s\na, \"b\"  1.5\n");
    }

    @Test
    void markdown_is_a_table() {
        assertThat(table.markdown()).isEqualTo("| tool | s |\n|---|---|\n| a, \"b\" | 1.5 |\n");
    }

    @Test
    void markdown_escapes_a_pipe_in_a_cell() {
        assertThat(new TextTable(List.of("a"), List.of(List.of("b|c"))).markdown())
                .endsWith("| b\\|c |\n");
    }

    @Test
    void long_failure_message_is_truncated() {
        var failed = new BenchmarkRun("up", 1, 0, "rclone", 1, 1, RequestCountsByName.NONE, 0, "x".repeat(500));

        assertThat(ResultsTable.of(new BenchmarkResults(List.of(failed))).get(0))
                .endsWith("x".repeat(100) + "...");
    }

    @Test
    void csv_quotes_cells_with_commas_and_quotes() {
        assertThat(table.csv()).isEqualTo("tool,s\n\"a, \"\"b\"\"\",1.5\n");
    }
}
