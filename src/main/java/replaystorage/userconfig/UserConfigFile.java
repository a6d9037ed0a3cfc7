package replaystorage.userconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.HomeFolders;
import replaystorage.host.IoErrorText;
import replaystorage.host.PasteableCommand;
import replaystorage.host.SmallFileReader;

/** Finds and reads replay-storage.yaml. */
record UserConfigFile(Path path) {
    static final String FILE_NAME = "replay-storage.yaml";
    private static final int MAX_SIZE = 1 << 20;
    private static final String VARIABLE = "REPLAY_STORAGE_CONFIG";

    /**
     * The file in REPLAY_STORAGE_CONFIG, else the first one in the working folder, in the workspace or beside rclone.conf.
     *
     * @throws CliException 78 if the named file does not exist
     */
    static Optional<UserConfigFile> find(Environment environment) {
        Optional<Path> named = environment.get(VARIABLE).map(Path::of).map(Path::toAbsolutePath);
        if (named.isPresent() && !Files.exists(named.get())) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    VARIABLE + " names " + named.get() + ", which does not exist",
                    "ls -l " + named.get() + "   # or unset " + VARIABLE);
        }
        return named.or(() -> Stream.of(
                                Optional.of(Path.of("")),
                                Optional.of(Path.of(environment.get("WORKSPACE", "/workspace"))),
                                rcloneConfFolder(environment))
                        .flatMap(Optional::stream)
                        .map(folder -> folder.toAbsolutePath().normalize().resolve(FILE_NAME))
                        .filter(Files::exists)
                        .findFirst())
                .map(UserConfigFile::new);
    }

    private static Optional<Path> rcloneConfFolder(Environment environment) {
        return environment
                .get("RCLONE_CONFIG")
                .map(file -> Path.of(file).toAbsolutePath().getParent())
                .or(() -> new HomeFolders(environment)
                        .configFolders()
                        .map(folder -> folder.resolve("rclone"))
                        .findFirst());
    }

    /** @throws CliException 78 if it can't be read */
    String readText() {
        try {
            return SmallFileReader.readText(path, MAX_SIZE);
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    path + " can't be read: " + IoErrorText.describe(e),
                    "ls -l " + PasteableCommand.quote(path.toString()));
        }
    }
}
