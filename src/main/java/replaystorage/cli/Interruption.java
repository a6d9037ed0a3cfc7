package replaystorage.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import replaystorage.rclone.Children;
import replaystorage.settings.CliException;

/** What a signal does to a session: one line instead of the errors that follow from it, the rclones ended, and a moment for the record. */
final class Interruption {
    private static final long SAVING_MILLIS = 2000;
    private static final long STEP_MILLIS = 20;
    /** 128 and the number of SIGINT. */
    private static final int INTERRUPTED = 130;

    private static volatile boolean underWay;
    private static volatile boolean asking;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    /** @param end shows the last line; it is told whether a question waits for its answer */
    Interruption(Consumer<Boolean> end) {
        this.hook = new Thread(
                () -> {
                    underWay = true;
                    endAtOnceOnTheNextInterrupt();
                    end.accept(asking);
                    Children.endAll();
                    awaitSession();
                },
                "interrupted");
    }

    /** Whoever presses Ctrl-C twice does not want to wait. Java itself takes no second signal while a hook runs. */
    private static void endAtOnceOnTheNextInterrupt() {
        long begun = System.nanoTime();
        SignalHandling.take("INT", () -> {
            if (System.nanoTime() - begun > Signals.TWIN.toNanos()) {
                Children.killAll();
                Runtime.getRuntime().halt(INTERRUPTED);
            }
        });
    }

    /** Whether a signal has come that ends us. */
    static boolean isUnderWay() {
        return underWay;
    }

    /** Asks the user something; a signal that comes meanwhile ends us at once, and after one nothing is asked. */
    static <T> T whileAsking(Supplier<T> question) {
        asking = true;
        try {
            requireNone();
            return question.get();
        } finally {
            asking = false;
        }
    }

    /** @throws CliException where a signal has come: nobody is asked any more */
    static void requireNone() {
        if (underWay) {
            throw new CliException(INTERRUPTED, "interrupted");
        }
    }

    /** Ends the rclones that run; others may be started. */
    static void endRunning() {
        Children.endRunning();
    }

    /** Ends the rclones that run, and lets no more be started. */
    static void endAll() {
        Children.endAll();
    }

    /** What the session still does is to look at what arrived and to remember it; where it waits for the user it has nothing to do. */
    private void awaitSession() {
        try {
            boolean isOver = asking;
            for (long waited = 0; !isOver && waited < SAVING_MILLIS; waited += STEP_MILLIS) {
                isOver = over.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does the work; a signal that comes meanwhile ends it. */
    int during(IntSupplier work) {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } finally {
            over.countDown();
            forgetHook();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }
}
