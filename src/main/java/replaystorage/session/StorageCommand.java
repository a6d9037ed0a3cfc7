package replaystorage.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import replaystorage.console.CommandConsole;
import replaystorage.console.Console;
import replaystorage.console.ConsoleFactory;
import replaystorage.console.TerminalCapabilities;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.UserFlags;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.rclone.TerminalWidth;
import replaystorage.session.option.CommandWithHelp;
import replaystorage.session.option.TransferOptions;

/** A command that needs the storage. */
public abstract class StorageCommand extends CommandWithHelp implements Callable<Integer> {
    private final ProgramInvocation invocation;

    @Mixin
    private TransferOptions.DisplayOptions displayOptions;

    public StorageCommand(ProgramInvocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public final Integer call() {
        ProgramInvocation.StandardStreams streams = invocation.streams();
        TerminalCapabilities terminal = TerminalCapabilities.fromEnvironment(
                        streams.errIsTerminal(),
                        name -> invocation.environment().all().get(name),
                        StandardCharsets.UTF_8)
                .withMeasuredWidth(new TerminalWidth());
        try (CommandConsole console = new CommandConsole(openConsole(terminal), displayOptions.verbose())) {
            CommandSession session =
                    new CommandSession(invocation, displayOptions, transferOptions(), terminal, console);
            return invocation
                    .shutdown()
                    .runCommand(() -> runReportingErrors(session), asking -> showLastLine(console, asking));
        }
    }

    private Console openConsole(TerminalCapabilities terminal) {
        return displayOptions.tag() == null
                ? ConsoleFactory.open(
                        displayOptions.mode(), invocation.streams().err(), terminal, System::nanoTime)
                : ConsoleFactory.tagged(
                        displayOptions.tag(),
                        displayOptions.mode(),
                        invocation.streams().err(),
                        System::nanoTime);
    }

    /** @param asking true if an unanswered question is on the previous line */
    private void showLastLine(CommandConsole console, boolean asking) {
        if (asking) {
            invocation.streams().err().println();
        }
        console.showLastLine();
    }

    private int runReportingErrors(CommandSession session) {
        try {
            List<RcloneFlag> copying = UserFlags.parse(invocation.passThrough()).forCopies();
            if (transferOptions() == null && !copying.isEmpty()) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "this command copies nothing: after -- it takes only flags for every request (--ca-cert), not "
                                + copying.get(0).arguments().get(0));
            }
            return run(session);
        } catch (CliException e) {
            session.error(e);
            return e.status();
        } finally {
            session.reportUnwrittenValues();
        }
    }

    /** Options of the command's transfers; null for a command that transfers nothing. */
    public TransferOptions transferOptions() {
        return null;
    }

    public abstract int run(CommandSession session);

    public ProgramInvocation invocation() {
        return invocation;
    }
}
