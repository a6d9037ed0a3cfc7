package replaystorage.rclone.conf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.HomeFolders;
import replaystorage.host.RealPath;
import replaystorage.rclone.Rclone;

/**
 * Which rclone.conf rclone uses: RCLONE_CONFIG, one beside the binary, $XDG_CONFIG_HOME/rclone, ~/.config/rclone,
 * ~/.rclone.conf. Worked out by rclone's own rules, since asking it costs 45 ms at each start.
 *
 * @param inOwnFolder it lies in a folder that is rclone's alone
 */
public record ConfLocation(Path file, boolean inOwnFolder) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String FILE_NAME = "rclone.conf";

    /**
     * Finds the file; it need not be there yet.
     *
     * @param unplaced the binary in the child's environment; asked only where HOME is unset
     * @throws CliException 78 where rclone knows no place either
     */
    public static ConfLocation find(Environment environment, Path binary, Rclone unplaced) {
        Optional<String> named = environment.get("RCLONE_CONFIG");
        if (named.isPresent()) {
            return new ConfLocation(Path.of(named.get()).toAbsolutePath().normalize(), false);
        }
        Path beside = RealPath.of(binary).resolveSibling(FILE_NAME);
        if (Files.exists(beside)) {
            return new ConfLocation(beside, false);
        }
        HomeFolders folders = new HomeFolders(environment);
        List<Path> candidates = folders.configFolders()
                .map(folder -> folder.resolve("rclone").resolve(FILE_NAME))
                .toList();
        Optional<Path> existing = candidates.stream().filter(Files::exists).findFirst();
        return existing.map(file -> new ConfLocation(file, true))
                .or(() -> folders.home().map(home -> inHome(home, candidates.get(0))))
                .orElseGet(() -> askRclone(unplaced));
    }

    private static ConfLocation inHome(Path home, Path preferred) {
        Path hidden = home.resolve("." + FILE_NAME);
        return Files.exists(hidden) || !canBeCreated(preferred.getParent())
                ? new ConfLocation(hidden, false)
                : new ConfLocation(preferred, true);
    }

    private static ConfLocation askRclone(Rclone unplaced) {
        Rclone.RcloneOutput output = unplaced.collectOutput(List.of("config", "file"), TIMEOUT);
        List<String> said = output.stdout();
        boolean lost = output.log().stream()
                .anyMatch(line -> line.contains("Couldn't find") || line.contains("Defaulting to"));
        if (!output.exit().isSuccess() || lost || said.isEmpty()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "rclone finds no place for its configuration: HOME is unset and the user has no home directory",
                    "export HOME=/root    # or RCLONE_CONFIG=/path/to/rclone.conf");
        }
        Path file = Path.of(said.get(said.size() - 1)).toAbsolutePath();
        return new ConfLocation(file, file.endsWith("rclone/" + FILE_NAME));
    }

    private static boolean canBeCreated(Path folder) {
        if (Files.exists(folder)) {
            return Files.isDirectory(folder);
        }
        Path there = RealPath.nearestExisting(folder);
        return Files.isDirectory(there) && Files.isWritable(there);
    }
}
