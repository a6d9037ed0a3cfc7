package replaystorage.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Renders help: commands in groups, and no name, path or date broken over two lines. */
final class HelpRenderer {
    /** Zero-width character that prevents a line break; removed before printing. */
    private static final String JOINER = "\uFEFF";

    private static final String BREAK_IN_NAME = "(?<=[.:/-])(?=\\S)|(?<=\\S)(?=[./$])";

    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Set up:", List.of("configure", "doctor", "entrypoint", "completions", "demo"));
        GROUPS.put("Replays:", List.of("fetch", "upload"));
        GROUPS.put("Checkpoints, logs and cache:", List.of("up", "down", "auto-sync", "snapshot", "snapshots", "pull"));
        GROUPS.put("Look:", List.of("ls", "checkpoints", "verify", "costs"));
    }

    private HelpRenderer() {}

    static void configure(CommandLine line) {
        line.setHelpFactory(new NonBreakingHelpFactory());
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpRenderer::commandGroups);
        joinNames(line);
        line.getSubcommands().values().forEach(HelpRenderer::joinNames);
    }

    private static void joinNames(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.description(Arrays.stream(usage.description())
                .map(HelpRenderer::withoutBreaks)
                .toArray(String[]::new));
    }

    private static String withoutBreaks(String text) {
        return text.replaceAll(BREAK_IN_NAME, JOINER);
    }

    /** Commands without a group come last. */
    private static String commandGroups(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        List<String> texts = new ArrayList<>();
        GROUPS.forEach((title, names) -> {
            Map<String, Help> group = new LinkedHashMap<>();
            names.forEach(name -> {
                Help command = left.remove(name);
                if (command != null) {
                    group.put(name, command);
                }
            });
            addGroup(texts, title, help, group);
        });
        addGroup(texts, "More:", help, left);
        return String.join("", texts);
    }

    private static void addGroup(List<String> texts, String title, Help help, Map<String, Help> group) {
        if (!group.isEmpty()) {
            texts.add(System.lineSeparator() + title + System.lineSeparator() + help.commandList(group));
        }
    }

    /** Writer that help is printed to. */
    static PrintWriter utf8Writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true) {
            @Override
            public void write(String text, int from, int length) {
                String shown = text.substring(from, from + length).replace(JOINER, "");
                super.write(shown, 0, shown.length());
            }
        };
    }

    private static final class NonBreakingHelpFactory implements IHelpFactory {
        @Override
        public Help create(CommandSpec spec, ColorScheme colours) {
            return new Help(spec, colours) {
                @Override
                public IOptionRenderer createDefaultOptionRenderer() {
                    IOptionRenderer usual = super.createDefaultOptionRenderer();
                    return (option, labels, scheme) -> joinLastColumn(usual.render(option, labels, scheme), scheme);
                }

                @Override
                public IParameterRenderer createDefaultParameterRenderer() {
                    IParameterRenderer usual = super.createDefaultParameterRenderer();
                    return (parameter, labels, scheme) ->
                            joinLastColumn(usual.render(parameter, labels, scheme), scheme);
                }
            };
        }

        /** The last column is the description. */
        private static Text[][] joinLastColumn(Text[][] rows, ColorScheme scheme) {
            for (Text[] row : rows) {
                row[row.length - 1] = scheme.text(withoutBreaks(row[row.length - 1].toString()));
            }
            return rows;
        }
    }
}
