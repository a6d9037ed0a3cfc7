package replaystorage.rclone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;

/** The children that run; none outlives us. */
public final class Children {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final LinkedBlockingQueue<Runnable> STARTS = new LinkedBlockingQueue<>();
    private static final Object GATE = new Object();
    private static final AtomicBoolean ENDING = new AtomicBoolean();
    private static boolean stopping;

    static {
        // The death signal fires when the thread ends that started the child, so this one never does.
        Thread starter = new Thread(Children::startForEver, "children");
        starter.setDaemon(true);
        starter.start();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "children-end"));
        } catch (IllegalStateException e) {
            // We are ending already: no child is needed any more.
            stopping = true;
        }
    }

    private Children() {}

    /** Starts a child from the thread that lasts. */
    static StartedProcess start(ProcessExecutor executor) throws IOException, InterruptedException {
        FutureTask<StartedProcess> start = new FutureTask<>(() -> {
            synchronized (GATE) {
                if (stopping) {
                    throw new InterruptedException();
                }
                StartedProcess started = executor.start();
                RUNNING.add(started.getProcess());
                return started;
            }
        });
        STARTS.add(start);
        try {
            return start.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new UncheckedIOException(new IOException(e.getCause()));
        } catch (InterruptedException e) {
            // It may be on its way already: whoever waits for it no more must not leave it behind.
            STARTS.add(() -> endStarted(start));
            throw e;
        }
    }

    /** Whether a shutdown goes on, in which none is started any more. */
    static boolean areStopping() {
        synchronized (GATE) {
            return stopping;
        }
    }

    static void forget(Process process) {
        RUNNING.remove(process);
    }

    /** SIGTERM, five seconds, SIGKILL. Not cut short by an interrupt, which is kept. */
    static void end(Process process) {
        signal(process);
        if (!exited(process, System.nanoTime() + GRACE.toNanos())) {
            process.destroyForcibly();
            exited(process, System.nanoTime() + GRACE.toNanos());
        }
    }

    /** Process.destroy would close our ends of its pipes as well, and rclone die of that when it logs its cleaning up. */
    private static void signal(Process process) {
        process.toHandle().destroy();
    }

    /** Ends all of them and starts no more; what a shutdown does. Each gets one signal: a second cuts rclone's cleaning up short. */
    public static void endAll() {
        startNoMore();
        if (ENDING.compareAndSet(false, true)) {
            RUNNING.forEach(Children::signal);
        }
        long deadline = System.nanoTime() + GRACE.toNanos();
        RUNNING.forEach(process -> exited(process, deadline));
        killAll();
    }

    /** Asks all that run to end, and waits for it; others may be started meanwhile. */
    public static void endRunning() {
        Set<Process> running = Set.copyOf(RUNNING);
        running.forEach(Children::signal);
        long deadline = System.nanoTime() + GRACE.toNanos();
        running.forEach(process -> exited(process, deadline));
    }

    /** Kills all of them at once. */
    public static void killAll() {
        startNoMore();
        RUNNING.forEach(Process::destroyForcibly);
    }

    /** Waits for a start that is going on, so that its child is among those that run. */
    private static void startNoMore() {
        synchronized (GATE) {
            stopping = true;
        }
    }

    private static void startForEver() {
        while (true) {
            try {
                STARTS.take().run();
            } catch (InterruptedException e) {
                // Nobody interrupts it, and its end would be the end of the children.
            }
        }
    }

    private static void endStarted(FutureTask<StartedProcess> start) {
        if (start.isDone() && !start.isCancelled()) {
            try {
                signal(start.get().getProcess());
            } catch (ExecutionException | InterruptedException e) {
                // It never started.
            }
        }
    }

    private static boolean exited(Process process, long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
