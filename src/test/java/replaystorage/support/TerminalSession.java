package replaystorage.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The installed program in a pseudo terminal (`script` of util-linux), with typed input. */
public final class TerminalSession implements AutoCloseable {
    private static final String INTERRUPT = "\u0003";
    private static final String END = "\u0004";

    private final Process process;
    private final OutputStream keys;
    private final StringBuilder output = new StringBuilder();
    private int seen;

    private TerminalSession(Process process) {
        this.process = process;
        this.keys = process.getOutputStream();
        Thread reader = new Thread(this::read, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    public static TerminalSession start(Pod pod, String... words) {
        return shell(pod, InstalledProgram.launcher() + " " + String.join(" ", words));
    }

    /** Runs a shell command instead. */
    public static TerminalSession shell(Pod pod, String line) {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("script", "-qec", line, "/dev/null")).redirectErrorStream(true);
        ProgramProcess.environment(pod, builder.environment());
        builder.environment().put("TERM", "dumb");
        try {
            return new TerminalSession(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        byte[] bytes = new byte[4096];
        try {
            for (int n = process.getInputStream().read(bytes);
                    n >= 0;
                    n = process.getInputStream().read(bytes)) {
                synchronized (output) {
                    output.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // The terminal has closed.
        }
    }

    public String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** Waits until the text appears after the one that was waited for before. */
    public TerminalSession waitFor(String text) {
        try {
            ProgramProcess.await(text, () -> output().indexOf(text, seen) >= 0);
        } catch (AssertionError e) {
            throw new AssertionError("not shown: " + text + "\nafter " + output().substring(seen), e);
        }
        seen = output().indexOf(text, seen) + text.length();
        return this;
    }

    public TerminalSession typeLine(String answer) {
        return press(answer + "\n");
    }

    public TerminalSession pressCtrlC() {
        return press(INTERRUPT);
    }

    public TerminalSession pressCtrlD() {
        return press(END);
    }

    private TerminalSession press(String text) {
        try {
            // The program turns the echo off a moment after it shows the question.
            Thread.sleep(200);
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for the end. @return the exit status */
    public int status() {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError("it does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
