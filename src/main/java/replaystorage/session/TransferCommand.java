package replaystorage.session;

import picocli.CommandLine.Mixin;
import replaystorage.session.option.TransferOptions;

/** A command that transfers files. */
public abstract class TransferCommand extends StorageCommand {
    @Mixin
    private TransferOptions options;

    public TransferCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public final TransferOptions transferOptions() {
        return options;
    }
}
