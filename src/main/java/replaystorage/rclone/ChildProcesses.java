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
public final class ChildProcesses {
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(5);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final LinkedBlockingQueue<Runnable> START_QUEUE = new LinkedBlockingQueue<>();
    private static final Object GATE = new Object();
    private static final AtomicBoolean SIGNALLED = new AtomicBoolean();
    private static boolean shuttingDown;

    static {
        // The death signal fires when the thread ends that started the child, so this one never does.
        Thread starter = new Thread(ChildProcesses::runStartQueue, "children");
        starter.setDaemon(true);
        starter.start();
    }

    private ChildProcesses() {}

    /** Starts a child from the thread that lasts. */
    static StartedProcess start(ProcessExecutor executor) throws IOException, InterruptedException {
        FutureTask<StartedProcess> start = new FutureTask<>(() -> {
            synchronized (GATE) {
                if (shuttingDown) {
                    throw new InterruptedException();
                }
                StartedProcess started = executor.start();
                RUNNING.add(started.getProcess());
                return started;
            }
        });
        START_QUEUE.add(start);
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
            START_QUEUE.add(() -> terminateStarted(start));
            throw e;
        }
    }

    /** Whether a shutdown goes on, in which none is started any more. */
    static boolean isShuttingDown() {
        synchronized (GATE) {
            return shuttingDown;
        }
    }

    static void forget(Process process) {
        RUNNING.remove(process);
    }

    /** SIGTERM, five seconds, SIGKILL. Not cut short by an interrupt, which is kept. */
    static void terminate(Process process) {
        sendSigterm(process);
        if (!awaitExit(process, System.nanoTime() + GRACE_PERIOD.toNanos())) {
            process.destroyForcibly();
            awaitExit(process, System.nanoTime() + GRACE_PERIOD.toNanos());
        }
    }

    /** Process.destroy would close our ends of its pipes as well, and rclone die of that when it logs its cleaning up. */
    private static void sendSigterm(Process process) {
        process.toHandle().destroy();
    }

    /** Ends all of them and starts no more; what a shutdown does. Each gets one signal: a second cuts rclone's cleaning up short. */
    public static void shutDown() {
        blockStarts();
        if (SIGNALLED.compareAndSet(false, true)) {
            RUNNING.forEach(ChildProcesses::sendSigterm);
        }
        long deadline = System.nanoTime() + GRACE_PERIOD.toNanos();
        RUNNING.forEach(process -> awaitExit(process, deadline));
        shutDownNow();
    }

    /** Asks all that run to end, and waits for it; others may be started meanwhile. */
    public static void terminateRunning() {
        Set<Process> running = Set.copyOf(RUNNING);
        running.forEach(ChildProcesses::sendSigterm);
        long deadline = System.nanoTime() + GRACE_PERIOD.toNanos();
        running.forEach(process -> awaitExit(process, deadline));
    }

    /** Kills all of them at once. */
    public static void shutDownNow() {
        blockStarts();
        RUNNING.forEach(Process::destroyForcibly);
    }

    /** Waits for a start that is going on, so that its child is among those that run. */
    private static void blockStarts() {
        synchronized (GATE) {
            shuttingDown = true;
        }
    }

    private static void runStartQueue() {
        while (true) {
            try {
                START_QUEUE.take().run();
            } catch (InterruptedException e) {
                // Nobody interrupts it, and its end would be the end of the children.
            }
        }
    }

    private static void terminateStarted(FutureTask<StartedProcess> start) {
        if (start.isDone() && !start.isCancelled()) {
            try {
                sendSigterm(start.get().getProcess());
            } catch (ExecutionException | InterruptedException e) {
                // It never started.
            }
        }
    }

    private static boolean awaitExit(Process process, long deadline) {
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
