package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import replaystorage.host.Environment;
import replaystorage.host.HomeFolders;
import replaystorage.host.RealPath;

/** The pod's folders: $WORKSPACE, which persists, and $APP_DIR, where a program may have its own. */
public final class Workspace {
    private final Environment environment;

    public Workspace(Environment environment) {
        this.environment = environment;
    }

    /** $WORKSPACE, or /workspace. */
    public Path root() {
        return absolute(environment.get("WORKSPACE", "/workspace"));
    }

    /** $APP_DIR, or /app: where a program has folders of its own. */
    public Path appFolder() {
        return absolute(environment.get("APP_DIR", "/app"));
    }

    /** Where an artifact is taken from: the program's own folder where that has anything, else the workspace's. */
    public Path artifactSource(String name) {
        Path own = appFolder().resolve(name);
        return isEmpty(own) ? artifactTarget(name) : own;
    }

    /** Where an artifact is brought to. */
    public Path artifactTarget(String name) {
        return root().resolve(name);
    }

    /** $REPLAY_DIR, or the workspace's replays. */
    public Path replaysFolder() {
        return environment
                .get("REPLAY_DIR")
                .map(Workspace::absolute)
                .orElseGet(() -> artifactTarget(StandardFolders.REPLAYS));
    }

    /**
     * The folder of our own state: on the pod's persistent volume where there is one, else the user's. Where only one has records it is
     * that one, since the workspace may have come into being after the first of them.
     */
    public Path stateFolder() {
        Path pod = root().resolve(".replay-storage");
        Path user = userState();
        boolean isPod = environment.get("WORKSPACE").isPresent() || Files.isDirectory(root());
        return !isPod
                        || (!hasRecords(pod)
                                && hasRecords(user)
                                && environment.get("WORKSPACE").isEmpty())
                ? user
                : pod;
    }

    private Path userState() {
        return new HomeFolders(environment)
                .state()
                .orElseGet(() -> Path.of("/var/tmp"))
                .resolve("replay-storage");
    }

    private static boolean hasRecords(Path state) {
        return Files.isDirectory(state.resolve("records"));
    }

    /** $POD_ID, or the host's name and today's date. */
    public String podName(String today) {
        return environment.get("POD_ID").orElseGet(() -> hostName() + "_" + today.replace("-", ""));
    }

    private String hostName() {
        return environment.get("HOSTNAME").orElseGet(() -> {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException e) {
                return "pod";
            }
        });
    }

    /** Whether a folder holds much else than one kind of data: the root, a home, the workspace or what they lie in. */
    public boolean isShared(Path folder) {
        Path real = RealPath.of(folder);
        Stream<Path> whole = Stream.of(root(), appFolder());
        Stream<Path> home = new HomeFolders(environment).home().stream();
        return real.getNameCount() == 0
                || Stream.concat(whole, home).map(RealPath::of).anyMatch(other -> other.startsWith(real));
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private static boolean isEmpty(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        } catch (IOException e) {
            return true;
        }
    }
}
