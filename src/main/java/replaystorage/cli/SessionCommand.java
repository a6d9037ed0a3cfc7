package replaystorage.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks the storage. */
abstract class SessionCommand implements Callable<Integer> {
    private final App app;

    @Mixin
    private TransferOptions.Shown shown;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;

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
