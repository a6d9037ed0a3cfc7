package replaystorage.rclone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;

/** Runs the rclone binary as a child process. */
public final class ProcessRclone implements Rclone {
    private static final long DRAIN_SECONDS = 2;
    /** setpriv's status if the kernel refuses the program; rclone never uses it. */
    private static final int STATUS_NOT_EXECUTABLE = 126;

    private static final int STATUS_NOT_FOUND = 127;

    private final Path binary;
    private final Map<String, String> environmentChanges;
    private final List<String> prefix;
    private final Redaction redaction;
    private boolean executableChecked;

    /**
     * @param changes variables to set for the child; null removes one
     * @param config path of rclone.conf, or null for rclone's default
     * @param path the PATH to search for setpriv
     * @param redaction masks secrets in the log
     */
    public ProcessRclone(Path binary, Map<String, String> changes, Path config, String path, Redaction redaction) {
        this.binary = binary.toAbsolutePath();
        this.environmentChanges = new LinkedHashMap<>(changes);
        if (config != null) {
            this.environmentChanges.put("RCLONE_CONFIG", config.toAbsolutePath().toString());
        }
        this.prefix = ParentDeathSignal.commandPrefix(path);
        this.redaction = redaction;
    }

    /** For calls without a remote, such as `rclone version`. */
    public static Rclone withoutRemote(Path binary, Environment environment) {
        Map<String, String> changes =
                ChildEnvironment.withoutRemote(environment).changes();
        return new ProcessRclone(binary, changes, null, environment.get("PATH", ""), Redaction.none());
    }

    @Override
    public Exit run(RcloneCall call) {
        requireExecutable();
        StallDetector stallDetector = new StallDetector(call.stallTimeout());
        LineSplitter log = new LineSplitter(text -> {
            LogLine line = redaction.redact(LogLineParser.parse(text));
            stallDetector.observe(line);
            stallDetector.consume(() -> call.log().accept(line));
        });
        OutputStream out = call.rawStdoutIfAny()
                .<OutputStream>map(raw -> new ProgressPassThrough(redaction.redacting(raw), stallDetector))
                .orElseGet(() -> new LineSplitter(line -> {
                    stallDetector.recordActivity();
                    stallDetector.consume(() -> call.stdout().accept(line));
                }));
        Exit ended = run(call.arguments(), stallDetector, out, log);
        if (stallDetector.failure() != null) {
            throw stallDetector.failure();
        }
        if (ended.status() == STATUS_NOT_EXECUTABLE || ended.status() == STATUS_NOT_FOUND) {
            throw unusable("can't be started");
        }
        return ended;
    }

    private Exit run(List<String> arguments, StallDetector stallDetector, OutputStream out, OutputStream log) {
        Process process = null;
        boolean stalled = false;
        try {
            StartedProcess started = ChildProcesses.start(executor(arguments, out, log));
            process = started.getProcess();
            stalled = !awaitExit(process, stallDetector);
            drainOutput(started, stallDetector);
            out.close();
            log.close();
        } catch (InterruptedException e) {
            // During a shutdown this thread was not interrupted by its owner, and must still be able to write files.
            if (!ChildProcesses.isShuttingDown()) {
                Thread.currentThread().interrupt();
            }
            if (process == null) {
                return new Exit(128 + 15, false);
            }
            ChildProcesses.terminate(process);
        } catch (IOException e) {
            // The exception's text contains the whole command.
            throw unusable("can't be started");
        } finally {
            if (process != null) {
                ChildProcesses.forget(process);
            }
        }
        return new Exit(process.isAlive() ? 128 + 9 : process.exitValue(), stalled);
    }

    private ProcessExecutor executor(List<String> arguments, OutputStream out, OutputStream log) {
        List<String> command = new ArrayList<>(prefix);
        command.add(binary.toString());
        command.add("--ask-password=false");
        command.addAll(arguments);
        return new ProcessExecutor(command)
                .environment(environmentChanges)
                .redirectErrorStream(false)
                .redirectOutput(out)
                .redirectError(log)
                .exitValueAny();
    }

    /** Returns false if the child stalled. */
    private static boolean awaitExit(Process process, StallDetector stallDetector) throws InterruptedException {
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            if (stallDetector.failure() != null
                    || (stallDetector.isStalled() && !stallDetector.hasReadSinceLastCheck(process.pid()))) {
                ChildProcesses.terminate(process);
                return stallDetector.failure() != null;
            }
        }
        return true;
    }

    /** Reads what is left in the pipes; a grandchild may keep them open for ever. */
    private static void drainOutput(StartedProcess started, StallDetector stallDetector) throws InterruptedException {
        while (true) {
            try {
                started.getFuture().get(DRAIN_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                if (stallDetector.idleNanos() > TimeUnit.SECONDS.toNanos(DRAIN_SECONDS)) {
                    return;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private synchronized void requireExecutable() {
        if (!executableChecked) {
            Optional<String> defect = ExecutableFile.defect(binary);
            if (defect.isPresent()) {
                throw unusable(defect.get());
            }
            executableChecked = true;
        }
    }

    private CliException unusable(String why) {
        return new CliException(ExitStatus.UNAVAILABLE, "rclone at " + binary + " " + why);
    }
}
