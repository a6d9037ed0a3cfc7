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

/** The help of the commands: in groups, and no name, path or date broken over two lines. */
final class HelpText {
    /** Takes no room, and no line is broken at it; it is not written. */
    private static final String JOINER = "\uFEFF";

    private static final String INSIDE_A_NAME = "(?<=[.:/-])(?=\\S)|(?<=\\S)(?=[./$])";

    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Set up:", List.of("configure", "doctor", "entrypoint", "completions", "demo"));
        GROUPS.put("Replays:", List.of("fetch", "upload"));
        GROUPS.put("Checkpoints, logs and cache:", List.of("up", "down", "auto-sync", "snapshot", "snapshots", "pull"));
        GROUPS.put("Look:", List.of("ls", "checkpoints", "verify", "costs"));
    }

    private HelpText() {}

    static void arrange(CommandLine line) {
        line.setHelpFactory(new Joined());
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::groups);
        join(line);
        line.getSubcommands().values().forEach(HelpText::join);
    }

    private static void join(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.description(
                Arrays.stream(usage.description()).map(HelpText::joined).toArray(String[]::new));
    }

    private static String joined(String text) {
        return text.replaceAll(INSIDE_A_NAME, JOINER);
    }

    /** Those that no group names come last. */
    private static String groups(Help help) {
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
            add(texts, title, help, group);
        });
        add(texts, "More:", help, left);
        return String.join("", texts);
    }

    private static void add(List<String> texts, String title, Help help, Map<String, Help> group) {
        if (!group.isEmpty()) {
            texts.add(System.lineSeparator() + title + System.lineSeparator() + help.commandList(group));
        }
    }

    /** Writes what is shown of a help. */
    static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true) {
            @Override
            public void write(String text, int from, int length) {
                String shown = text.substring(from, from + length).replace(JOINER, "");
                super.write(shown, 0, shown.length());
            }
        };
    }

    private static final class Joined implements IHelpFactory {
        @Override
        public Help create(CommandSpec spec, ColorScheme colours) {
            return new Help(spec, colours) {
                @Override
                public IOptionRenderer createDefaultOptionRenderer() {
                    IOptionRenderer usual = super.createDefaultOptionRenderer();
                    return (option, labels, scheme) -> lastJoined(usual.render(option, labels, scheme), scheme);
                }

                @Override
                public IParameterRenderer createDefaultParameterRenderer() {
                    IParameterRenderer usual = super.createDefaultParameterRenderer();
                    return (parameter, labels, scheme) -> lastJoined(usual.render(parameter, labels, scheme), scheme);
                }
            };
        }

        /** The last column holds the description. */
        private static Text[][] lastJoined(Text[][] rows, ColorScheme scheme) {
            for (Text[] row : rows) {
                row[row.length - 1] = scheme.text(joined(row[row.length - 1].toString()));
            }
            return rows;
        }
    }
}
