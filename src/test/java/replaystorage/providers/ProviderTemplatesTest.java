package replaystorage.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replaystorage.settings.SettingsFixture;

/** Merging of a template over the one that it extends. */
class ProviderTemplatesTest {
    private static final String BASE = """
            title: Base
            order: 1
            remote: base
            matches: {provider: B}
            set_when: {without: [X]}
            steps: [one]
            prices: {egress_gb: 1}
            hash: md5
            options: {a: 1, b: 2, c: 3}
            flags:
              up: [u1, u2]
              down: [d1]
            mistakes:
              - {text: x, says: base x, remedy: rx, status: 78}
              - {text: y, says: base y, remedy: ry}
              - {text: z, says: base z, remedy: rz}
            """;

    private static Map<String, Object> merged(String... own) {
        return templates(own).fields("own");
    }

    private static ProviderTemplates templates(String... own) {
        String text = "title: Own\nextends: base\n" + String.join("\n", own);
        return new ProviderTemplates(
                Map.of("base", BASE, "own", text.contains("\nmistakes:") ? text : text + "\nmistakes: []"));
    }

    @Test
    void missing_keys_are_inherited_and_own_keys_stay() {
        assertThat(merged("hash: sha1"))
                .containsEntry("title", "Own")
                .containsEntry("hash", "sha1")
                .containsEntry("options", Map.of("a", "1", "b", "2", "c", "3"))
                .doesNotContainKey("extends");
    }

    @Test
    void identifying_keys_are_never_inherited() {
        assertThat(merged())
                .doesNotContainKeys("order", "remote", "matches", "set_when", "steps", "prices")
                .containsOnlyKeys("title", "hash", "options", "flags");
    }

    @Test
    void map_is_merged_by_key_with_own_keys_first() {
        assertThat(merged("options: {d: 4, b: 5}").get("options")).hasToString("{d=4, b=5, a=1, c=3}");
    }

    @Test
    void list_is_replaced_at_any_depth() {
        assertThat(merged("flags: {up: [u3]}"))
                .containsEntry("flags", Map.of("up", List.of("u3"), "down", List.of("d1")));
    }

    @Test
    void a_tilde_removes_a_key() {
        assertThat(merged("hash: ~", "options: {b: ~}", "flags: ~"))
                .containsEntry("options", Map.of("a", "1", "c", "3"))
                .doesNotContainKeys("hash", "flags");
    }

    @Test
    void a_tilde_that_removes_nothing_is_refused() {
        assertThatThrownBy(() -> merged("options: {e: ~}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("own.yaml removes e, which it does not inherit");
    }

    @Test
    void mistakes_are_merged_by_their_text() {
        assertThat(templates(
                                "mistakes:",
                                "  - {text: z, says: own z, status: 3}",
                                "  - {text: new, says: own, remedy: r}",
                                "  - {text: y}")
                        .mistakes("own"))
                .isEqualTo(Map.of(
                        "mistakes",
                        List.of(
                                Map.of("text", "new", "says", "own", "remedy", "r"),
                                Map.of("text", "x", "says", "base x", "remedy", "rx", "status", "78"),
                                Map.of("text", "z", "says", "own z", "remedy", "rz", "status", "3"))));
    }

    @Test
    void two_mistakes_of_one_text_are_refused() {
        assertThatThrownBy(() -> templates("mistakes:", "  - {text: y, says: a}", "  - {text: y, says: b}")
                        .mistakes("own"))
                .hasMessage("two mistakes with the text y");
    }

    @Test
    void template_cannot_extend_an_unknown_or_extending_template() {
        for (String base : List.of("nobody", "own")) {
            ProviderTemplates templates = new ProviderTemplates(Map.of(
                    "base", BASE, "own", "extends: base\nmistakes:", "more", "extends: " + base + "\nmistakes:"));

            assertThatThrownBy(() -> templates.fields("more"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("more.yaml extends " + base);
        }
    }

    @Test
    void a_template_without_mistakes_is_refused() {
        assertThatThrownBy(() -> new ProviderTemplates(Map.of("base", "title: Base")).fields("base"))
                .hasMessage("base.yaml has no mistakes");
    }

    static List<Provider> providers() {
        return SettingsFixture.CATALOGUE.all();
    }

    /** The catalogue searches for them in the text, to parse only the needed templates. */
    @ParameterizedTest
    @MethodSource("providers")
    void template_text_contains_each_of_its_variables(Provider provider) {
        assertThat(TemplateFiles.readBundled().get(provider.name())).contains(provider.variableNames());
    }
}
