package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import replaystorage.host.ExitStatus;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.option.CommandWithHelp;

@Command(
        name = "replay-storage",
        description = "Download replays into a cloud GPU pod, and save its checkpoints to a bucket, through rclone.",
        synopsisSubcommandLabel = "COMMAND")
final class RootCommand extends CommandWithHelp implements Callable<Integer> {
    private final ProgramInvocation invocation;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-V", "--version"},
            description = "Show the version and exit.")
    private boolean version;

    RootCommand(ProgramInvocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (version) {
            invocation.streams().out().println("replay-storage " + version());
            return ExitStatus.OK;
        }
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.USAGE;
    }

    /** Text below the list of commands. */
    static String[] footer() {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Run replay-storage COMMAND --help for the options of a command and an example.",
                "Flags after -- are passed to the rclone that copies.",
                "",
                "Examples:  replay-storage demo",
                "           replay-storage fetch -- --bwlimit 50M",
                "",
                "Helper commands, links to this program:"));
        Commands.helpers()
                .forEach((name, words) -> lines.add(String.format("  %-23s %s", name, String.join(" ", words))));
        return lines.toArray(String[]::new);
    }

    private static String version() {
        String version = RootCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(from classes)" : version;
    }
}
