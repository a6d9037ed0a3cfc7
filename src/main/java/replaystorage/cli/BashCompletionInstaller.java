package replaystorage.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import replaystorage.session.ProgramInvocation;

/** Installs the bash completions into the bash-completion folder, which bash searches by itself. */
record BashCompletionInstaller(ProgramInvocation invocation, Path bin) {
    /** Exists if the package is installed that loads such files. */
    private static final Path BASH_COMPLETION_PACKAGE = Path.of("/usr/share/bash-completion");

    /** Failures are ignored: nothing else depends on the completions. */
    void install() {
        Path folder = bin.resolveSibling("share/bash-completion/completions");
        if (!Files.isDirectory(folder) && !Files.isDirectory(BASH_COMPLETION_PACKAGE)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path script = folder.resolve("replay-storage");
            if (isOlderThanProgram(script)) {
                Files.writeString(script, new BashCompletions(Commands.fullCommandLine(invocation)).script());
            }
            link(folder, Commands.helpers().keySet());
        } catch (IOException readOnly) {
            // Best effort.
        }
    }

    private static void link(Path folder, Set<String> names) throws IOException {
        for (String name : names) {
            try {
                Files.createSymbolicLink(folder.resolve(name), Path.of("replay-storage"));
            } catch (FileAlreadyExistsException done) {
                // From an earlier start, or another program's.
            }
        }
    }

    private static boolean isOlderThanProgram(Path script) throws IOException {
        Path program = Path.of(System.getProperty("java.class.path").replaceFirst(":.*", ""));
        return !Files.exists(script)
                || (Files.isRegularFile(program)
                        && Files.getLastModifiedTime(script).compareTo(Files.getLastModifiedTime(program)) < 0);
    }
}
