package replaystorage.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.host.Environment;

class ProviderDetectionTest {
    private static final ProviderDetection DETECTION = new ProviderDetection(
            List.of(),
            List.of("OTHER"),
            List.of(List.of("A", "B"), List.of("C")),
            List.of(List.of("X", "Y")),
            List.of("D"));

    private static ProviderDetection.DetectionState detect(ProviderDetection detection, String set) {
        Map<String, String> variables = new TreeMap<>();
        for (String name : set.strip().split(" ", -1)) {
            variables.put(name, "1");
        }
        return detection.detect(Environment.of(variables));
    }

    @ParameterizedTest
    @CsvSource({"A B, true", "C, true", "C X Y, true", "'', false", "C OTHER, false", "C X, false", "A, false"})
    void is_complete_if_one_alternative_is_set(String set, boolean complete) {
        assertThat(detect(DETECTION, set).complete()).isEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource({
        "A, B is unset, B",
        "D, A or C is unset, A",
        "C X, Y is unset, Y",
    })
    void names_the_missing_variables(String set, String says, String first) {
        UnsetVariables missing = detect(DETECTION, set).missing().orElseThrow();

        assertThat(missing.areUnset()).isEqualTo(says);
        assertThat(missing.first()).containsExactly(first);
    }

    @Test
    void is_partial_if_only_a_required_variable_is_set() {
        ProviderDetection detection =
                new ProviderDetection(List.of("E"), List.of(), List.of(List.of("A", "B")), List.of(), List.of());

        assertThat(detect(detection, "E").missing().orElseThrow().areUnset()).isEqualTo("A is unset");
        assertThat(detect(detection, "A").isPartial()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', false", "C, false", "A OTHER, false", "A, true"})
    void is_partial_only_if_something_is_missing(String set, boolean partial) {
        assertThat(detect(DETECTION, set).isPartial()).isEqualTo(partial);
    }

    @Test
    void names_all_alternatives_if_nothing_is_set() {
        UnsetVariables wanted = DETECTION.wantedVariables();

        assertThat(wanted.areUnset()).isEqualTo("A and B, or C are unset");
        assertThat(wanted.first()).containsExactly("A", "B");
        assertThat(UnsetVariables.anyOf(List.of("A", "B", "C")).areUnset()).isEqualTo("A or B or C is unset");
    }
}
