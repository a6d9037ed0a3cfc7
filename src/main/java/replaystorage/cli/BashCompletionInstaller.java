package replaystorage.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import replaystorage.session.ProgramInvocation;

/** The completions of bash where it finds them by itself: beside the folder of the helper commands, a name each. */
record BashCompletionInstaller(ProgramInvocation invocation, Path bin) {
    /** There where the package is installed that reads such files. */
    private static final Path BASH_COMPLETION_PACKAGE = Path.of("/usr/share/bash-completion");

    /** That they can't be made is no matter: nothing else depends on them. */
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
            // It was tried.
        }
    }

    private static void link(Path folder, Set<String> names) throws IOException {
        for (String name : names) {
            try {
                Files.createSymbolicLink(folder.resolve(name), Path.of("replay-storage"));
            } catch (FileAlreadyExistsException done) {
                // By an earlier start, or it is another program's.
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
