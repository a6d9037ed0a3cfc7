package replaystorage.rclone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.LocalPaths;

/**
 * Which rclone.conf rclone uses: RCLONE_CONFIG, one beside the binary, $XDG_CONFIG_HOME/rclone, ~/.config/rclone,
 * ~/.rclone.conf. Worked out by rclone's own rules, since asking it costs 45 ms at each start.
 *
 * @param own it lies in a folder that is rclone's alone
 */
public record ConfLocation(Path file, boolean own) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NAME = "rclone.conf";

    /**
     * Finds the file; it need not be there yet.
     *
     * @param unplaced the binary in the child's environment; asked only where HOME is unset
     * @throws CliException 78 where rclone knows no place either
     */
    public static ConfLocation of(Environment environment, Path binary, Rclone unplaced) {
        Optional<String> named = environment.get("RCLONE_CONFIG");
        if (named.isPresent()) {
            return new ConfLocation(Path.of(named.get()).toAbsolutePath().normalize(), false);
        }
        Path beside = real(binary).resolveSibling(NAME);
        if (Files.exists(beside)) {
            return new ConfLocation(beside, false);
        }
        Optional<Path> xdg = environment.get("XDG_CONFIG_HOME").map(ConfLocation::folder);
        if (xdg.isPresent() && Files.exists(xdg.get().resolve(NAME))) {
            return new ConfLocation(xdg.get().resolve(NAME), true);
        }
        Optional<String> home = environment.get("HOME");
        return home.isPresent() ? of(Path.of(home.get()).toAbsolutePath(), xdg) : ask(unplaced);
    }

    private static ConfLocation of(Path home, Optional<Path> xdg) {
        Path dotConfig = folder(home.resolve(".config").toString());
        if (Files.exists(dotConfig.resolve(NAME))) {
            return new ConfLocation(dotConfig.resolve(NAME), true);
        }
        Path hidden = home.resolve("." + NAME);
        Path folder = xdg.orElse(dotConfig);
        return Files.exists(hidden) || !canBeMade(folder)
                ? new ConfLocation(hidden, false)
                : new ConfLocation(folder.resolve(NAME), true);
    }

    private static ConfLocation ask(Rclone unplaced) {
        List<String> said = new ArrayList<>();
        List<String> log = new ArrayList<>();
        Rclone.Ended ended = unplaced.run(
                new Rclone.Call(List.of("config", "file"), said::add, line -> log.add(line.message()), PATIENCE));
        boolean lost = log.stream().anyMatch(line -> line.contains("Couldn't find") || line.contains("Defaulting to"));
        if (!ended.ok() || lost || said.isEmpty()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "rclone finds no place for its configuration: HOME is unset and the user has no home directory",
                    "export HOME=/root    # or RCLONE_CONFIG=/path/to/rclone.conf");
        }
        Path file = Path.of(said.get(said.size() - 1)).toAbsolutePath();
        return new ConfLocation(file, file.endsWith("rclone/" + NAME));
    }

    private static Path folder(String configHome) {
        return Path.of(configHome).toAbsolutePath().resolve("rclone");
    }

    private static boolean canBeMade(Path folder) {
        if (Files.exists(folder)) {
            return Files.isDirectory(folder);
        }
        Path there = LocalPaths.existing(folder);
        return Files.isDirectory(there) && Files.isWritable(there);
    }

    private static Path real(Path binary) {
        try {
            return binary.toRealPath();
        } catch (IOException e) {
            return binary.toAbsolutePath();
        }
    }
}
