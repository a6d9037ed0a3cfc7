package replaystorage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.host.RealPath;
import replaystorage.workspace.Workspace;

/** Tests the workspace folders, and the links from the program's own folders into them. */
public final class WorkspaceCheck implements Check {
    private final Environment environment;
    private final Workspace workspace;
    private final Supplier<List<String>> folders;

    public WorkspaceCheck(Environment environment, Workspace workspace, Supplier<List<String>> folders) {
        this.environment = environment;
        this.workspace = workspace;
        this.folders = folders;
    }

    @Override
    public List<Finding> run() {
        Path root = workspace.root();
        if (!Files.isDirectory(root)) {
            return List.of(
                    environment.get("WORKSPACE").isEmpty()
                            ? Finding.ok("no " + root + ": this is not a pod")
                            : new Finding(
                                    Severity.ERROR,
                                    "WORKSPACE is " + root + ", which is not a folder",
                                    Files.exists(root)
                                            ? "export WORKSPACE=..."
                                            : "mkdir -p " + PasteableCommand.quote(root.toString()),
                                    ExitStatus.LOCAL));
        }
        if (!Files.isWritable(root)) {
            return List.of(new Finding(
                    Severity.ERROR,
                    root + (isReadOnly(root) ? " is on a read-only file system" : " can't be written"),
                    "export WORKSPACE=...   # or, as root, let " + System.getProperty("user.name") + " write there",
                    ExitStatus.LOCAL));
        }
        List<Finding> findings = new ArrayList<>(List.of(Finding.ok(root.toString())));
        for (String name : folders.get()) {
            findings.addAll(checkAppFolder(workspace.appFolder().resolve(name), workspace.artifactTarget(name)));
            findings.addAll(checkFolder(name, workspace.artifactTarget(name), "export WORKSPACE=..."));
        }
        findings.addAll(checkFolder("replays", workspace.replaysFolder(), "export REPLAY_DIR=..."));
        environment
                .get("CHECKPOINT_DIR")
                .ifPresent(folder -> findings.addAll(
                        checkFolder("CHECKPOINT_DIR", Path.of(folder).toAbsolutePath(), "export CHECKPOINT_DIR=...")));
        return findings;
    }

    /** A missing folder must be one that can be created. */
    private static List<Finding> checkFolder(String what, Path folder, String remedy) {
        Path there = RealPath.nearestExisting(folder);
        if (Files.isDirectory(there) && Files.isWritable(there)) {
            return List.of();
        }
        String why = Files.isDirectory(there) ? " can't be written" : " is not a folder";
        return List.of(new Finding(Severity.ERROR, what + ": " + there + why, remedy, ExitStatus.LOCAL));
    }

    private static boolean isReadOnly(Path folder) {
        try {
            return Files.getFileStore(folder).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Finding> checkAppFolder(Path link, Path target) {
        if (Files.isSymbolicLink(target) && !Files.exists(target)) {
            return List.of(Finding.warning(
                    target + " is a broken link",
                    "rm " + PasteableCommand.quote(target.toString()) + " && mkdir "
                            + PasteableCommand.quote(target.toString())));
        }
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS) || RealPath.isSame(link, target)) {
            return List.of();
        }
        String relink = "mkdir -p " + PasteableCommand.quote(target.toString()) + " && ln -sfn "
                + PasteableCommand.quote(target.toString()) + " " + PasteableCommand.quote(link.toString());
        if (Files.isSymbolicLink(link)) {
            return List.of(Finding.warning(
                    link + (Files.exists(link) ? " links to another folder than " + target : " is a broken link"),
                    relink));
        }
        return isEmpty(link)
                ? List.of()
                : List.of(Finding.warning(
                        link
                                + " is not linked to the workspace: its files are lost with the pod unless they are uploaded",
                        "runpod_entrypoint.sh true   # moves it to " + target + " and links it"));
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
