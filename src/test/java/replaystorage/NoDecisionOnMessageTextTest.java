package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No decision depends on the text of our own messages; reading rclone's log is allowed. */
class NoDecisionOnMessageTextTest {
    private static final Pattern DECISION_BY_MESSAGE =
            Pattern.compile("getMessage\\(\\)\\s*\\.(?:startsWith|endsWith|contains|matches|equals|indexOf|split)\\("
                    + "|(?:contains|equals|matcher)\\(\\s*\\w+\\.getMessage\\(\\)\\s*\\)"
                    + "|(?:reason|describe)\\(\\)\\.(?:startsWith|contains|matches|split)\\(\"");

    @Test
    void no_decision_depends_on_our_message_text() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                assertThat(DECISION_BY_MESSAGE
                                .matcher(Files.readString(file))
                                .results()
                                .map(MatchResult::group))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void pattern_finds_a_decision_on_message_text() {
        assertThat(DECISION_BY_MESSAGE
                        .matcher("if (e.getMessage().startsWith(\"[\"))")
                        .find())
                .isTrue();
        assertThat(DECISION_BY_MESSAGE.matcher("told.contains(e.getMessage())").find())
                .isTrue();
        assertThat(DECISION_BY_MESSAGE
                        .matcher("flag.reason().startsWith(\"x\")")
                        .find())
                .isTrue();
    }
}
