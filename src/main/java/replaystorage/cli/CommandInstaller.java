package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import replaystorage.host.Environment;
import replaystorage.host.HomeFolders;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.workspace.CommandSymlinks;

/** Creates the helper commands as links to the launcher, in a folder on PATH. */
record CommandInstaller(ProgramInvocation invocation) {
    private static final String FOLDER = "REPLAY_STORAGE_BIN";

    /**
     * Creates the links; exports PATH if their folder is not on it yet.
     *
     * @param completed also install bash's completions
     * @return true if the commands are installed
     */
    boolean install(CommandSession session, ExportStatements exports, boolean completed) {
        Optional<CommandSymlinks> commands = symlinks();
        if (commands.isEmpty()) {
            session.warn(
                    "no helper commands were created: they link to the launcher, and this program was started without it");
            return false;
        }
        CommandSymlinks.InstallResult installed = commands.get().install(commandNames());
        session.showReport(installed.report());
        installed
                .folder()
                .filter(folder -> !isOnPath(folder))
                .ifPresent(folder -> exports.put("PATH", folder + ":" + pathVariable()));
        installed
                .folder()
                .filter(folder -> completed)
                .ifPresent(folder -> new BashCompletionInstaller(invocation, folder).install());
        return installed.folder().isPresent();
    }

    /** Empty if the program was started without the launcher. */
    Optional<CommandSymlinks> symlinks() {
        return invocation.home().map(home -> new CommandSymlinks(home.resolve("replay-storage"), folders()));
    }

    static List<String> commandNames() {
        return Stream.concat(Stream.of("replay-storage"), Commands.helpers().keySet().stream())
                .toList();
    }

    private List<Path> folders() {
        Environment environment = invocation.environment();
        Stream<Path> home = new HomeFolders(environment).home().map(path -> path.resolve(".local/bin")).stream();
        return Stream.concat(Stream.of(Path.of(environment.get(FOLDER, "/usr/local/bin"))), home)
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
    }

    private String pathVariable() {
        return invocation.environment().get("PATH", "");
    }

    private boolean isOnPath(Path folder) {
        return Stream.of(pathVariable().split(":"))
                .filter(part -> !part.isEmpty())
                .anyMatch(part -> Path.of(part).normalize().equals(folder));
    }
}
