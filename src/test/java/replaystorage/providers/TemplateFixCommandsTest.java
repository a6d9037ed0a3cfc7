package replaystorage.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replaystorage.settings.SettingsFixture;

/** Every remedy must be a valid shell command, because users paste it. */
class TemplateFixCommandsTest {
    private static final Pattern BETWEEN_COMMANDS = Pattern.compile("[;|]");
    private static final Set<String> COMMANDS = Set.of(
            "apt-get",
            "date",
            "df",
            "env",
            "export",
            "getent",
            "grep",
            "ip",
            "ls",
            "mkdir",
            "mount",
            "quota",
            "rclone",
            "replay-storage",
            "ulimit",
            "unset");

    /** The common errors of mistakes.yaml follow the template's own. */
    static Stream<String> remedies() {
        return SettingsFixture.CATALOGUE.all().stream()
                .flatMap(provider -> Stream.concat(
                        provider.knownErrors().stream().map(Provider.KnownError::remedy),
                        provider.variables().stream()
                                .flatMap(variable -> variable.wrongForms().stream())
                                .filter(form -> form.remedy() != null)
                                .map(Provider.WrongValueForm::remedy)))
                .map(remedy -> remedy.replaceAll("\\$\\{\\w+}", "melee"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("remedies")
    void remedy_is_a_known_command_or_a_comment(String remedy) {
        String unquoted = remedy.replaceAll("(^|\\s)#.*", "").replaceAll("'[^']*'|\"[^\"]*\"", "quoted");

        assertThat(remedy).matches("# \\S.*|[^#]+(   # \\S.*)?");
        assertThat(unquoted).doesNotContain("<", ">", "&");
        assertThat(BETWEEN_COMMANDS.splitAsStream(unquoted).filter(part -> !part.isBlank()))
                .allSatisfy(part -> assertThat(COMMANDS).contains(part.strip().replaceFirst(" .*", "")));
    }

    @ParameterizedTest
    @MethodSource("remedies")
    void remedy_is_valid_shell_syntax(String remedy) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-n", "-c", remedy).inheritIO().start();

        assertThat(shell.waitFor()).as(remedy).isZero();
    }
}
