package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @Test
    void reads_every_scalar_as_text() {
        assertThat(YamlReader.readMap("x", "a: no\nb: [1, 2025-01-01]\nc: {d: '', e: }\n"))
                .isEqualTo(Map.of("a", "no", "b", List.of("1", "2025-01-01"), "c", Map.of("d", "", "e", "")));
    }

    @Test
    void reads_an_empty_document_as_an_empty_map() {
        assertThat(YamlReader.readMap("x", "# nothing\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [",
                "- a\n- b",
                "a: 1\na: 2",
                "a: &x 1\nb: *x",
                "a: 1\n---\nb: 2",
                "? [a]\n: 1",
                "\tx: 1",
                "a: \u0001"
            })
    void names_the_document_in_each_error(String text) {
        assertThatThrownBy(() -> YamlReader.readMap("my.yaml", text))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(78))
                .hasMessageContaining("my.yaml");
    }
}
