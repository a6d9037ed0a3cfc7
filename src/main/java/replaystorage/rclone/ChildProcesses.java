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

/** Starts child processes, and ends them with this one. */
public final class ChildProcesses {
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(5);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final LinkedBlockingQueue<Runnable> START_QUEUE = new LinkedBlockingQueue<>();
    private static final Object GATE = new Object();
    private static final AtomicBoolean SIGNALLED = new AtomicBoolean();
    private static boolean shuttingDown;

    static {
        // PR_SET_PDEATHSIG fires when the thread that started the child ends, so this thread never ends.
        Thread starter = new Thread(ChildProcesses::runStartQueue, "children");
        starter.setDaemon(true);
        starter.start();
    }

    private ChildProcesses() {}

    /** Starts a child in the permanent thread. */
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
            // The child may be starting just now; it must not outlive its caller.
            START_QUEUE.add(() -> terminateStarted(start));
            throw e;
        }
    }

    static boolean isShuttingDown() {
        synchronized (GATE) {
            return shuttingDown;
        }
    }

    static void forget(Process process) {
        RUNNING.remove(process);
    }

    /** Sends SIGTERM, and SIGKILL after five seconds; an interrupt does not shorten this. */
    static void terminate(Process process) {
        sendSigterm(process);
        if (!awaitExit(process, System.nanoTime() + GRACE_PERIOD.toNanos())) {
            process.destroyForcibly();
            awaitExit(process, System.nanoTime() + GRACE_PERIOD.toNanos());
        }
    }

    /** Process.destroy would also close the pipes, and rclone would die while it logs its cleanup. */
    private static void sendSigterm(Process process) {
        process.toHandle().destroy();
    }

    /** Ends all children and starts no more. Sends one signal to each: a second would abort rclone's cleanup. */
    public static void shutDown() {
        blockStarts();
        if (SIGNALLED.compareAndSet(false, true)) {
            RUNNING.forEach(ChildProcesses::sendSigterm);
        }
        long deadline = System.nanoTime() + GRACE_PERIOD.toNanos();
        RUNNING.forEach(process -> awaitExit(process, deadline));
        shutDownNow();
    }

    /** Ends all running children; new ones may be started. */
    public static void terminateRunning() {
        Set<Process> running = Set.copyOf(RUNNING);
        running.forEach(ChildProcesses::sendSigterm);
        long deadline = System.nanoTime() + GRACE_PERIOD.toNanos();
        running.forEach(process -> awaitExit(process, deadline));
    }

    public static void shutDownNow() {
        blockStarts();
        RUNNING.forEach(Process::destroyForcibly);
    }

    /** Waits for a pending start, so that its child is in the list. */
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
                // Nobody interrupts this thread, and its end would end the children.
            }
        }
    }

    private static void terminateStarted(FutureTask<StartedProcess> start) {
        if (start.isDone() && !start.isCancelled()) {
            try {
                sendSigterm(start.get().getProcess());
            } catch (ExecutionException | InterruptedException e) {
                // It was not started.
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
