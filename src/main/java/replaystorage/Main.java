package replaystorage;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import replaystorage.cli.Commands;
import replaystorage.console.TerminalCapabilities;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.ResourceExhaustion;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.Shutdown;

/** Starts the program, and ends it with the command's exit status. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Under an ASCII locale Java can neither open a file named é nor hand such a name to rclone, and nothing but
        // the locale mends that.
        if (!System.getProperty("sun.jnu.encoding", "").equals("UTF-8")) {
            err.println("Error: Java runs without a UTF-8 locale and can't read all file names");
            err.println(
                    "Try: LC_ALL=C.UTF-8 java -jar replay-storage.jar   # scripts/replay-storage does this for you");
            System.exit(ExitStatus.CONFIG);
        }
        boolean terminal = TerminalCapabilities.isStderrTerminal();
        ProgramInvocation.StandardStreams streams = new ProgramInvocation.StandardStreams(
                System.in,
                out,
                err,
                terminal,
                terminal && TerminalCapabilities.isStdinTerminal(),
                TerminalCapabilities.isStdoutTerminal());
        Optional<Path> home =
                Optional.ofNullable(System.getProperty("replaystorage.home")).map(text -> Path.of(text));
        int status = run(
                new ProgramInvocation(Environment.of(System.getenv()), streams, home, Shutdown.ofProcess()),
                arguments,
                err);
        out.flush();
        err.flush();
        System.exit(status);
    }

    private static int run(ProgramInvocation invocation, String[] arguments, PrintStream err) {
        try {
            return Commands.run(invocation, arguments);
        } catch (OutOfMemoryError e) {
            CliException error = ResourceExhaustion.fromJavaError(e).orElseThrow();
            err.println("Error: " + error.getMessage());
            error.remedy().ifPresent(hint -> err.println("Try: " + hint));
            return error.status();
        }
    }
}
