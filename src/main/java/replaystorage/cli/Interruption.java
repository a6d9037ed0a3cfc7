package replaystorage.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import replaystorage.rclone.Children;

/** What a signal does to a session: one line instead of the errors that follow from it, the rclones ended, and a moment for the record. */
final class Interruption {
    private static final long SAVING_SECONDS = 2;
    /** 128 and the number of SIGINT. */
    private static final int INTERRUPTED = 130;

    private static volatile boolean underWay;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    Interruption(MutableDisplay display) {
        this.hook = new Thread(
                () -> {
                    underWay = true;
                    endAtOnceOnTheNextInterrupt();
                    display.end();
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

    /** Ends the rclones that run; others may be started. */
    static void endRunning() {
        Children.endRunning();
    }

    /** Ends the rclones that run, and lets no more be started. */
    static void endAll() {
        Children.endAll();
    }

    /** What the session still does is to look at what arrived and to remember it. */
    private void awaitSession() {
        try {
            over.await(SAVING_SECONDS, TimeUnit.SECONDS);
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
