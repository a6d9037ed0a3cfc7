package replaystorage.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks the storage. */
abstract class SessionCommand extends CommandWithHelp implements Callable<Integer> {
    private final App app;

    @Mixin
    private TransferOptions.Shown shown;

    SessionCommand(App app) {
        this.app = app;
    }

    @Override
    public final Integer call() {
        return Session.run(app, shown, transfers(), this::run);
    }

    /** The options of its transfers; null for a command that moves no data. */
    TransferOptions transfers() {
        return null;
    }

    /** @return the exit status */
    abstract int run(Session session);

    App app() {
        return app;
    }
}
