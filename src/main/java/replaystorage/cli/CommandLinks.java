package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import replaystorage.settings.Environment;
import replaystorage.workspace.HelperCommands;

/** The program's names as links in a folder on PATH. */
record CommandLinks(App app) {
    private static final String FOLDER = "REPLAY_STORAGE_BIN";

    /**
     * Makes them, and exports the PATH where their folder is not on it yet.
     *
     * @param completed with bash's completions
     * @return whether they are there
     */
    boolean install(Session session, Exports exports, boolean completed) {
        Optional<HelperCommands> commands = commands();
        if (commands.isEmpty()) {
            session.warn(
                    "the helper commands are links to the launcher, which did not start this program: none was made");
            return false;
        }
        HelperCommands.Installed installed = commands.get().install(names());
        session.talk().tell(installed.report());
        installed
                .folder()
                .filter(folder -> !isOnPath(folder))
                .ifPresent(folder -> exports.put("PATH", folder + ":" + path()));
        installed.folder().filter(folder -> completed).ifPresent(folder -> new CompletionFiles(app, folder).install());
        return installed.folder().isPresent();
    }

    /** Empty where the launcher did not start this program. */
    Optional<HelperCommands> commands() {
        return app.home().map(home -> new HelperCommands(home.resolve("replay-storage"), folders()));
    }

    static List<String> names() {
        return Stream.concat(Stream.of("replay-storage"), Commands.helpers().keySet().stream())
                .toList();
    }

    private List<Path> folders() {
        Environment environment = app.environment();
        Stream<Path> home = environment.get("HOME").map(path -> Path.of(path, ".local", "bin")).stream();
        return Stream.concat(Stream.of(Path.of(environment.get(FOLDER, "/usr/local/bin"))), home)
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
    }

    private String path() {
        return app.environment().get("PATH", "");
    }

    private boolean isOnPath(Path folder) {
        return Stream.of(path().split(":"))
                .filter(part -> !part.isEmpty())
                .anyMatch(part -> Path.of(part).normalize().equals(folder));
    }
}
