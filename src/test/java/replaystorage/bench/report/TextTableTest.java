package replaystorage.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable(List.of("tool", "s"), List.of(List.of("a, \"b\"", "1.5")));

    @Test
    void stands_in_columns() {
        assertThat(table.columns()).isEqualTo("tool    s\na, \"b\"  1.5\n");
    }

    @Test
    void stands_in_a_readme() {
        assertThat(table.markdown()).isEqualTo("| tool | s |\n|---|---|\n| a, \"b\" | 1.5 |\n");
    }

    @Test
    void a_bar_in_a_cell_is_none_of_the_tables() {
        assertThat(new TextTable(List.of("a"), List.of(List.of("b|c"))).markdown())
                .endsWith("| b\\|c |\n");
    }

    @Test
    void a_long_failure_is_cut_in_the_table() {
        var failed = new BenchmarkRun("up", 1, 0, "rclone", 1, 1, RequestCountsByName.NONE, 0, "x".repeat(500));

        assertThat(ResultsTable.of(new BenchmarkResults(List.of(failed))).get(0))
                .endsWith("x".repeat(100) + "...");
    }

    @Test
    void is_quoted_for_programs() {
        assertThat(table.csv()).isEqualTo("tool,s\n\"a, \"\"b\"\"\",1.5\n");
    }
}
