package replaystorage.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.rclone.ChildProcesses;

/**
 * Ends the program in order when a signal arrives: it shows the last line, stops the rclones, and lets the command save its
 * record and remove its temporary files. At a normal exit it stops what is left.
 */
public final class Shutdown {
    private static final long MAX_SAVE_MILLIS = 2000;
    private static final long POLL_MILLIS = 20;
    private static final int INTERRUPTED = 130;

    private volatile RunningCommand command;
    private volatile boolean started;
    private volatile boolean waitingForAnswer;

    private record RunningCommand(Consumer<Boolean> showLastLine, CountDownLatch finished) {}

    /** The shutdown of this process; made once, since the steps of two hooks would run at the same time. */
    public static Shutdown ofProcess() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::runSteps, "shutdown"));
        return shutdown;
    }

    /**
     * Runs a command, which a signal stops.
     *
     * @param showLastLine accepts whether a question still waits for its answer
     */
    int runCommand(IntSupplier work, Consumer<Boolean> showLastLine) {
        RunningCommand running = new RunningCommand(showLastLine, new CountDownLatch(1));
        command = running;
        try {
            return work.getAsInt();
        } finally {
            running.finished().countDown();
        }
    }

    private void runSteps() {
        RunningCommand running = command;
        if (running == null) {
            return;
        }
        started = true;
        if (running.finished().getCount() > 0) {
            haltOnSecondInterrupt();
            running.showLastLine().accept(waitingForAnswer);
        }
        ChildProcesses.shutDown();
        awaitCommand(running);
    }

    /** A user who presses Ctrl-C twice does not want to wait; Java itself ignores signals while a hook runs. */
    private static void haltOnSecondInterrupt() {
        long begun = System.nanoTime();
        SignalHandlers.set("INT", () -> {
            if (System.nanoTime() - begun > TerminationSignals.SAME_PRESS.toNanos()) {
                ChildProcesses.shutDownNow();
                Runtime.getRuntime().halt(INTERRUPTED);
            }
        });
    }

    /** After the rclones have ended, the command checks what arrived and saves it; a command that waits for the user has nothing to save. */
    private void awaitCommand(RunningCommand running) {
        try {
            boolean isOver = waitingForAnswer;
            for (long waited = 0; !isOver && waited < MAX_SAVE_MILLIS; waited += POLL_MILLIS) {
                isOver = running.finished().await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasStarted() {
        return started;
    }

    /** Asks the user a question; a signal during the question ends the program at once. */
    <T> T whileAsking(Supplier<T> question) {
        waitingForAnswer = true;
        try {
            requireNotStarted();
            return question.get();
        } finally {
            waitingForAnswer = false;
        }
    }

    /** @throws CliException if a signal has arrived: no more questions */
    void requireNotStarted() {
        if (started) {
            throw new CliException(INTERRUPTED, "interrupted");
        }
    }
}
