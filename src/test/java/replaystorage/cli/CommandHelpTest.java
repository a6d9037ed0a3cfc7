package replaystorage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import replaystorage.host.Environment;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.Shutdown;

class CommandHelpTest {
    /** Ends at the end of a substitution, redirection or line. */
    private static final Pattern EXAMPLE = Pattern.compile("replay-storage ([^)>&#]+)");

    private static CommandLine whole() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        ProgramInvocation.StandardStreams streams =
                new ProgramInvocation.StandardStreams(InputStream.nullInputStream(), nowhere, nowhere, false, false);
        return Commands.fullCommandLine(
                new ProgramInvocation(Environment.of(Map.of()), streams, Optional.empty(), new Shutdown()));
    }

    static Stream<String> commands() {
        return whole().getSubcommands().keySet().stream();
    }

    /** The examples of a help text, as lists of words. */
    private static List<String[]> examples(String... footer) {
        return Arrays.stream(footer)
                .dropWhile(line -> !line.startsWith("Example"))
                .takeWhile(line -> !line.isBlank())
                .map(EXAMPLE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).strip().replaceFirst(" -- .*", "").split(" +", -1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_has_a_parsable_example(String name) {
        List<String[]> examples = examples(whole().getSubcommands()
                .get(name)
                .getCommandSpec()
                .usageMessage()
                .footer());

        assertThat(examples).isNotEmpty().allSatisfy(words -> {
            assertThat(words[0]).isEqualTo(name);
            assertThatCode(() -> whole().parseArgs(words)).doesNotThrowAnyException();
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void no_example_is_broken_over_two_lines(String name) {
        assertThat(whole().getSubcommands().get(name).getUsageMessage().lines())
                .filteredOn(line -> line.contains("replay-storage ") && !line.startsWith("Usage"))
                .allMatch(line -> line.length() < 80);
        assertThat(whole().getSubcommands()
                        .get(name)
                        .getCommandSpec()
                        .usageMessage()
                        .footer())
                .allMatch(line -> line.length() < 80);
    }

    @Test
    void root_help_has_parsable_examples() {
        assertThat(examples(RootCommand.footer()))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        words -> assertThatCode(() -> whole().parseArgs(words)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_and_option_has_a_description(String name) {
        CommandLine.Model.CommandSpec spec = whole().getSubcommands().get(name).getCommandSpec();

        assertThat(spec.usageMessage().description()).isNotEmpty();
        assertThat(spec.args())
                .allSatisfy(each -> assertThat(each.hidden() || each.description().length > 0)
                        .as(each.toString())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_is_in_the_table_of_commands(String name) {
        assertThat(Path.of("src/docs/commands.md")).content().containsPattern("(?m)^\\| `" + name + "[ `]");
    }
}
