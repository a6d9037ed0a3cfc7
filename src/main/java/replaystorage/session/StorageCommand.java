package replaystorage.session;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import replaystorage.session.option.CommandWithHelp;
import replaystorage.session.option.TransferOptions;

/** A command that asks the storage. */
public abstract class StorageCommand extends CommandWithHelp implements Callable<Integer> {
    private final ProgramInvocation invocation;

    @Mixin
    private TransferOptions.DisplayOptions displayOptions;

    public StorageCommand(ProgramInvocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public final Integer call() {
        return CommandSession.run(invocation, displayOptions, transferOptions(), this::run);
    }

    /** The options of its transfers; null for a command that moves no data. */
    public TransferOptions transferOptions() {
        return null;
    }

    /** @return the exit status */
    public abstract int run(CommandSession session);

    public ProgramInvocation invocation() {
        return invocation;
    }
}
