package replaystorage.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.rclone.ChildProcesses;

/** What a signal does to a session: one line instead of the errors that follow from it, the rclones ended, and a moment for the record. */
public final class ShutdownHook {
    private static final long MAX_SAVE_MILLIS = 2000;
    private static final long POLL_MILLIS = 20;
    /** 128 and the number of SIGINT. */
    private static final int INTERRUPTED = 130;

    private static volatile boolean shuttingDown;
    private static volatile boolean waitingForAnswer;

    private final CountDownLatch workFinished = new CountDownLatch(1);
    private final Thread hook;

    /** @param end shows the last line; it is told whether a question waits for its answer */
    ShutdownHook(Consumer<Boolean> end) {
        this.hook = new Thread(
                () -> {
                    shuttingDown = true;
                    killOnSecondInterrupt();
                    end.accept(waitingForAnswer);
                    ChildProcesses.shutDown();
                    awaitWork();
                },
                "interrupted");
    }

    /** Whoever presses Ctrl-C twice does not want to wait. Java itself takes no second signal while a hook runs. */
    private static void killOnSecondInterrupt() {
        long begun = System.nanoTime();
        SunSignalHandlers.handleWith("INT", () -> {
            if (System.nanoTime() - begun > TerminationSignals.SAME_PRESS.toNanos()) {
                ChildProcesses.shutDownNow();
                Runtime.getRuntime().halt(INTERRUPTED);
            }
        });
    }

    /** Whether a signal has come that ends us. */
    static boolean isShuttingDown() {
        return shuttingDown;
    }

    /** Asks the user something; a signal that comes meanwhile ends us at once, and after one nothing is asked. */
    static <T> T whileAsking(Supplier<T> question) {
        waitingForAnswer = true;
        try {
            requireNotShuttingDown();
            return question.get();
        } finally {
            waitingForAnswer = false;
        }
    }

    /** @throws CliException where a signal has come: nobody is asked any more */
    static void requireNotShuttingDown() {
        if (shuttingDown) {
            throw new CliException(INTERRUPTED, "interrupted");
        }
    }

    /** Ends the rclones that run; others may be started. */
    public static void stopRunningChildren() {
        ChildProcesses.terminateRunning();
    }

    /** Ends the rclones that run, and lets no more be started. */
    public static void stopAllChildren() {
        ChildProcesses.shutDown();
    }

    /** What the session still does is to look at what arrived and to remember it; where it waits for the user it has nothing to do. */
    private void awaitWork() {
        try {
            boolean isOver = waitingForAnswer;
            for (long waited = 0; !isOver && waited < MAX_SAVE_MILLIS; waited += POLL_MILLIS) {
                isOver = workFinished.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does the work; a signal that comes meanwhile ends it. */
    int run(IntSupplier work) {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } finally {
            workFinished.countDown();
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }
}
