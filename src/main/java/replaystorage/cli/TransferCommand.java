package replaystorage.cli;

import picocli.CommandLine.Mixin;

/** A command that moves data. */
abstract class TransferCommand extends SessionCommand {
    @Mixin
    private TransferOptions options;

    TransferCommand(App app) {
        super(app);
    }

    @Override
    final TransferOptions transfers() {
        return options;
    }
}
