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
import replaystorage.host.BackgroundTasks;
import replaystorage.session.EnvironmentAndProviders;
import replaystorage.session.ProgramInvocation;

/** All commands by name, and the picocli command line built from them. */
public final class Commands {
    private static final Map<String, Function<ProgramInvocation, Object>> FACTORIES = new LinkedHashMap<>();

    /** Helper commands and the command lines that they stand for. */
    private static final Map<String, List<String>> HELPERS = new LinkedHashMap<>();

    /** Command lines that our scripts run under their own names. */
    private static final Map<String, List<String>> SCRIPTS = new LinkedHashMap<>();

    static {
        FACTORIES.put("configure", ConfigureCommand::new);
        FACTORIES.put("fetch", FetchCommand::new);
        FACTORIES.put("up", UpCommand::new);
        FACTORIES.put("down", DownCommand::new);
        FACTORIES.put("snapshot", SnapshotCommand::new);
        FACTORIES.put("snapshots", SnapshotsCommand::new);
        FACTORIES.put("checkpoints", CheckpointsCommand::new);
        FACTORIES.put("auto-sync", AutoSyncCommand::new);
        FACTORIES.put("upload", UploadCommand::new);
        FACTORIES.put("pull", PullCommand::new);
        FACTORIES.put("ls", LsCommand::new);
        FACTORIES.put("verify", VerifyCommand::new);
        FACTORIES.put("doctor", DoctorCommand::new);
        FACTORIES.put("costs", CostsCommand::new);
        FACTORIES.put("completions", CompletionsCommand::new);
        FACTORIES.put("demo", DemoCommand::new);
        FACTORIES.put("entrypoint", EntrypointCommand::new);

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

    /** @return the exit status */
    public static int run(ProgramInvocation invocation, String... arguments) {
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
        ProgramInvocation called =
                invocation.withContext(environmentContext(invocation, own)).with(own, behind);
        return commandLine(called).execute(own.toArray(String[]::new));
    }

    /** A pod's start ignores the values that an earlier start remembered. */
    private static boolean isPodStart(List<String> words) {
        return words.contains("entrypoint") && !words.contains("--sourced");
    }

    /** Runs in parallel with building the command line, which takes as long. */
    private static Supplier<EnvironmentAndProviders> environmentContext(
            ProgramInvocation invocation, List<String> words) {
        Supplier<EnvironmentAndProviders> look = () -> isPodStart(words)
                ? invocation.environmentAndProviders().get()
                : invocation.environmentAndProviders().get().withRememberedVariables();
        return isKnown(words) && !asksForHelp(words)
                ? BackgroundTasks.start(() -> look.get().preloadTemplates())
                : BackgroundTasks.lazy(look);
    }

    private static boolean isKnown(List<String> words) {
        return !words.isEmpty() && FACTORIES.containsKey(words.get(0));
    }

    private static boolean asksForHelp(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    /** Builds only the called command: building all takes longer than most runs. */
    private static CommandLine commandLine(ProgramInvocation invocation) {
        List<String> words = invocation.arguments();
        boolean known = isKnown(words);
        CommandLine line = buildCommandLine(invocation, name -> !known || name.equals(words.get(0)));
        line.getCommandSpec().usageMessage().footer(RootCommand.footer());
        if (asksForHelp(words) || words.isEmpty()) {
            HelpRenderer.configure(line);
            Optional.ofNullable(line.getSubcommands().get("configure"))
                    .ifPresent(configure ->
                            configure.getCommandSpec().usageMessage().footer(ConfigureCommand.footer(words)));
        }
        ErrorHandler errors = new ErrorHandler(invocation);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(HelpRenderer.utf8Writer(invocation.streams().out()))
                .setErr(HelpRenderer.utf8Writer(invocation.streams().err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(errors::reportUsageError)
                .setExecutionExceptionHandler(errors::reportFailure)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setAbbreviatedOptionsAllowed(false);
    }

    static CommandLine fullCommandLine(ProgramInvocation invocation) {
        return buildCommandLine(invocation, name -> true);
    }

    private static CommandLine buildCommandLine(ProgramInvocation invocation, Predicate<String> which) {
        CommandLine line = new CommandLine(new RootCommand(invocation));
        FACTORIES.forEach((name, make) -> {
            if (which.test(name)) {
                line.addSubcommand(name, make.apply(invocation));
            }
        });
        return line;
    }

    static Map<String, List<String>> helpers() {
        return HELPERS;
    }
}
