package replaystorage.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import replaystorage.transfer.Meanwhile;

/** The commands by name, and the program's command line made of them. */
public final class Commands {
    private static final Map<String, Function<App, Object>> COMMANDS = new LinkedHashMap<>();

    /** The names of the helper commands, and what each stands for. */
    private static final Map<String, List<String>> HELPERS = new LinkedHashMap<>();

    /** What a script of ours calls under its own name. */
    private static final Map<String, List<String>> SCRIPTS = new LinkedHashMap<>();

    static {
        COMMANDS.put("configure", ConfigureCommand::new);
        COMMANDS.put("fetch", FetchCommand::new);
        COMMANDS.put("up", UpCommand::new);
        COMMANDS.put("down", DownCommand::new);
        COMMANDS.put("snapshot", SnapshotCommand::new);
        COMMANDS.put("snapshots", SnapshotsCommand::new);
        COMMANDS.put("checkpoints", CheckpointsCommand::new);
        COMMANDS.put("auto-sync", AutoSyncCommand::new);
        COMMANDS.put("upload", UploadCommand::new);
        COMMANDS.put("pull", PullCommand::new);
        COMMANDS.put("ls", LsCommand::new);
        COMMANDS.put("verify", VerifyCommand::new);
        COMMANDS.put("doctor", DoctorCommand::new);
        COMMANDS.put("costs", CostsCommand::new);
        COMMANDS.put("completions", CompletionsCommand::new);
        COMMANDS.put("demo", DemoCommand::new);
        COMMANDS.put("entrypoint", EntrypointCommand::new);

        SCRIPTS.put("fetch_replays.sh", List.of("fetch", "--log-tag=fetch_replays"));

        HELPERS.put("sync-checkpoints-up", List.of("up", "checkpoints"));
        HELPERS.put("sync-logs-up", List.of("up", "logs"));
        HELPERS.put("sync-cache-up", List.of("up", "cache"));
        HELPERS.put("sync-all-up", List.of("up"));
        HELPERS.put("sync-checkpoints-down", List.of("down", "checkpoints"));
        HELPERS.put("sync-cache-down", List.of("down", "cache"));
        HELPERS.put("sync-snapshot", List.of("snapshot"));
        HELPERS.put("list-snapshots", List.of("snapshots", "--dates"));
        HELPERS.put("list-checkpoints", List.of("checkpoints"));
    }

    private Commands() {}

    /**
     * Runs the program.
     *
     * @return the exit status
     */
    public static int run(App app, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (!words.isEmpty()) {
            String name = words.remove(0);
            words.addAll(0, HELPERS.getOrDefault(name, SCRIPTS.getOrDefault(name, List.of(name))));
        }
        if (!words.isEmpty() && words.get(0).equals("help")) {
            words.remove(0);
            words.add("--help");
        }
        int dashes = words.indexOf("--");
        List<String> behind = dashes < 0 ? List.of() : List.copyOf(words.subList(dashes + 1, words.size()));
        List<String> own = List.copyOf(dashes < 0 ? words : words.subList(0, dashes));
        App called = app.in(surroundings(app, own)).with(own, behind);
        return commandLine(called).execute(own.toArray(String[]::new));
    }

    /** What an earlier start remembered does not rule a pod's start. */
    private static boolean isStart(List<String> words) {
        return words.contains("entrypoint") && !words.contains("--sourced");
    }

    /** Building the command line takes as long as looking around does; both go on at once. */
    private static Supplier<Surroundings> surroundings(App app, List<String> words) {
        Supplier<Surroundings> look = () -> isStart(words)
                ? app.surroundings().get()
                : app.surroundings().get().remembering();
        return isKnown(words) && !asksForHelp(words)
                ? Meanwhile.start(() -> look.get().readAhead())
                : Meanwhile.once(look);
    }

    private static boolean isKnown(List<String> words) {
        return !words.isEmpty() && COMMANDS.containsKey(words.get(0));
    }

    private static boolean asksForHelp(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    /** Only the called command is built: building all of them takes longer than most runs. */
    private static CommandLine commandLine(App app) {
        List<String> words = app.arguments();
        boolean known = isKnown(words);
        CommandLine line = line(app, name -> !known || name.equals(words.get(0)));
        line.getCommandSpec().usageMessage().footer(ReplayStorage.footer());
        if (asksForHelp(words) || words.isEmpty()) {
            HelpText.arrange(line);
            Optional.ofNullable(line.getSubcommands().get("configure"))
                    .ifPresent(configure ->
                            configure.getCommandSpec().usageMessage().footer(ConfigureCommand.footer(words)));
        }
        Errors errors = new Errors(app);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(HelpText.writer(app.streams().out()))
                .setErr(HelpText.writer(app.streams().err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(errors::usage)
                .setExecutionExceptionHandler(errors::failure)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setAbbreviatedOptionsAllowed(false);
    }

    /** With every command. */
    static CommandLine whole(App app) {
        return line(app, name -> true);
    }

    private static CommandLine line(App app, Predicate<String> which) {
        CommandLine line = new CommandLine(new ReplayStorage(app));
        COMMANDS.forEach((name, make) -> {
            if (which.test(name)) {
                line.addSubcommand(name, make.apply(app));
            }
        });
        return line;
    }

    /** The helper names and what each stands for. */
    static Map<String, List<String>> helpers() {
        return HELPERS;
    }
}
