package replaystorage.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's folders by the XDG base directory specification, or below $HOME. */
public final class HomeFolders {
    private final Environment environment;

    public HomeFolders(Environment environment) {
        this.environment = environment;
    }

    public Optional<Path> home() {
        return folder("HOME");
    }

    public Optional<Path> xdgConfig() {
        return folder("XDG_CONFIG_HOME");
    }

    /** Folders in which programs look for their configuration, in order of preference: $XDG_CONFIG_HOME and ~/.config. */
    public Stream<Path> configFolders() {
        return Stream.concat(xdgConfig().stream(), home().map(home -> home.resolve(".config")).stream());
    }

    /** $XDG_STATE_HOME or ~/.local/state. */
    public Optional<Path> state() {
        return folder("XDG_STATE_HOME").or(() -> home().map(home -> home.resolve(".local/state")));
    }

    /** $XDG_CACHE_HOME if it is an absolute path, else ~/.cache. */
    public Optional<Path> cache() {
        return environment
                .get("XDG_CACHE_HOME")
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .or(() -> home().map(home -> home.resolve(".cache")));
    }

    private Optional<Path> folder(String variable) {
        return environment.get(variable).map(folder -> Path.of(folder).toAbsolutePath());
    }
}
