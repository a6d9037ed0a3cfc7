package replaystorage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(List.of("tool", "s"), List.of(List.of("a, \"b\"", "1.5")));

    @Test
    void stands_in_columns() {
        assertThat(table.columns()).isEqualTo("tool    s\na, \"b\"  1.5\n");
    }

    @Test
    void stands_in_a_readme() {
        assertThat(table.markdown()).isEqualTo("| tool | s |\n|---|---|\n| a, \"b\" | 1.5 |\n");
    }

    @Test
    void is_quoted_for_programs() {
        assertThat(table.csv()).isEqualTo("tool,s\n\"a, \"\"b\"\"\",1.5\n");
    }
}
