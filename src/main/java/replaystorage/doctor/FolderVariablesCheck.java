package replaystorage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.host.DidYouMean;
import replaystorage.host.Environment;
import replaystorage.host.PasteableCommand;
import replaystorage.host.RealPath;
import replaystorage.workspace.StandardFolders;
import replaystorage.workspace.Workspace;

/** Tests folders and log file that variables name: absolute, existing and not inside one another. */
public final class FolderVariablesCheck implements Check {
    private static final List<String> FOLDER_VARIABLES =
            List.of("WORKSPACE", "APP_DIR", "REPLAY_DIR", "CHECKPOINT_DIR", "LOG_FILE");

    private final Environment environment;
    private final Workspace workspace;
    private final Supplier<List<String>> artifacts;

    public FolderVariablesCheck(Environment environment, Workspace workspace, Supplier<List<String>> artifacts) {
        this.environment = environment;
        this.workspace = workspace;
        this.artifacts = artifacts;
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        FOLDER_VARIABLES.forEach(name -> relativePathFinding(name).ifPresent(findings::add));
        pathFrom("CHECKPOINT_DIR").ifPresent(folder -> checkCheckpointFolder(folder, findings));
        pathFrom("REPLAY_DIR").ifPresent(folder -> checkReplayFolder(folder, findings));
        pathFrom("LOG_FILE").flatMap(this::checkLogFile).ifPresent(findings::add);
        return findings;
    }

    private Optional<Path> pathFrom(String name) {
        return environment.get(name).map(text -> Path.of(text).toAbsolutePath().normalize());
    }

    private Optional<Finding> relativePathFinding(String name) {
        return environment
                .get(name)
                .filter(text -> !Path.of(text).isAbsolute())
                .map(text -> text.startsWith("~")
                        ? Finding.warning(
                                name + " begins with ~, which only a shell expands: it is taken as a folder's name",
                                "export " + name + "=\"$HOME" + text.substring(1) + "\"")
                        : Finding.warning(
                                name + " is the relative path " + text
                                        + ": each command resolves it from the folder that it is started in, this one to "
                                        + Path.of(text).toAbsolutePath().normalize(),
                                PasteableCommand.exportCommand(
                                        name,
                                        Path.of(text)
                                                .toAbsolutePath()
                                                .normalize()
                                                .toString())));
    }

    private void checkCheckpointFolder(Path folder, List<Finding> findings) {
        if (!Files.exists(folder)) {
            findings.add(Finding.warning(
                    "CHECKPOINT_DIR is " + folder
                            + ", which does not exist: auto-sync waits for it, and auto-sync --once fails",
                    similarSibling(folder)
                            .map(name -> PasteableCommand.exportCommand(
                                    "CHECKPOINT_DIR",
                                    folder.resolveSibling(name).toString()))
                            .orElse("mkdir -p " + PasteableCommand.quote(folder.toString()))));
        }
        artifacts.get().stream()
                .filter(name -> !name.equals(StandardFolders.CHECKPOINTS))
                .flatMap(
                        name -> nestingFinding("CHECKPOINT_DIR", folder, name, workspace.artifactSource(name)).stream())
                .forEach(findings::add);
    }

    private static Optional<String> similarSibling(Path folder) {
        try (Stream<Path> siblings = Files.list(folder.getParent())) {
            List<String> names = siblings.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .toList();
            return DidYouMean.closest(folder.getFileName().toString(), names);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void checkReplayFolder(Path folder, List<Finding> findings) {
        Stream<Optional<Finding>> all = Stream.concat(
                artifacts.get().stream()
                        .map(name -> nestingFinding("REPLAY_DIR", folder, name, workspace.artifactSource(name))),
                pathFrom("CHECKPOINT_DIR").stream()
                        .map(other -> nestingFinding("REPLAY_DIR", folder, "CHECKPOINT_DIR", other)));
        all.flatMap(Optional::stream).forEach(findings::add);
    }

    private static Optional<Finding> nestingFinding(String variable, Path folder, String name, Path other) {
        Path one = RealPath.of(folder);
        Path two = RealPath.of(other);
        if (!one.startsWith(two) && !two.startsWith(one)) {
            return Optional.empty();
        }
        String how = one.equals(two)
                ? "is the folder of " + name
                : one.startsWith(two) ? "is inside the folder of " + name : "contains the folder of " + name;
        return Optional.of(Finding.warning(
                variable + ", " + folder + ", " + how + " (" + other + "): files in both are uploaded twice",
                "unset " + variable + "   # or choose another folder"));
    }

    private Optional<Finding> checkLogFile(Path file) {
        Path there = RealPath.nearestExisting(file);
        String why = Files.isDirectory(file)
                ? " is a folder"
                : there.equals(file)
                        ? (Files.isWritable(file) ? null : " can't be written")
                        : (Files.isDirectory(there) && Files.isWritable(there)
                                ? null
                                : ": " + there + " can't be written");
        if (why != null) {
            return Optional.of(
                    Finding.warning("LOG_FILE, " + file + why + ": auto-sync can't write its log", "unset LOG_FILE"));
        }
        Path checkpoints = pathFrom("CHECKPOINT_DIR").orElseGet(() -> workspace.artifactSource("checkpoints"));
        return RealPath.of(file).startsWith(RealPath.of(checkpoints))
                ? Optional.of(Finding.warning(
                        "LOG_FILE, " + file + ", is in the checkpoints folder: each new line causes another upload",
                        "unset LOG_FILE"))
                : Optional.empty();
    }
}
