package replaystorage.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import replaystorage.progress.Display;

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
        return Session.run(app, shown, transfers(), this::displayed, this::run);
    }

    /** The display that this command uses, made of the one that the user asked for. */
    Display displayed(Display asked) {
        return asked;
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
