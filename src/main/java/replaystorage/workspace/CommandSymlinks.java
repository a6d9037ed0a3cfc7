package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import replaystorage.host.AtomicFile;
import replaystorage.host.IoErrorText;
import replaystorage.host.RealPath;
import replaystorage.workspace.move.SetupReport;

/** The helper commands as links to the launcher, in a folder of programs. */
public final class CommandSymlinks {
    private final Path launcher;
    private final List<Path> folders;

    /** @param folders tried in order */
    public CommandSymlinks(Path launcher, List<Path> folders) {
        this.launcher = launcher;
        this.folders = List.copyOf(folders);
    }

    /** @param folder where the commands are, if anywhere */
    public record InstallResult(Optional<Path> folder, SetupReport report) {}

    /**
     * What is there, for who only looks.
     *
     * @param folder the first that holds any of ours, if one does
     * @param wrong those in it that are missing, or lead elsewhere
     */
    public record CommandsInspection(Path launcher, Optional<Path> folder, List<String> wrong) {}

    public CommandsInspection inspect(Collection<String> names) {
        Optional<Path> folder = folders.stream()
                .filter(each -> names.stream().map(each::resolve).anyMatch(this::exists))
                .findFirst();
        List<String> wrong = folder.stream()
                .flatMap(each -> names.stream().filter(name -> !isLinkToLauncher(each.resolve(name))))
                .toList();
        return new CommandsInspection(launcher, folder, wrong);
    }

    private boolean exists(Path command) {
        try {
            return isLinkToLauncher(command) || isOurLink(command);
        } catch (IOException e) {
            return false;
        }
    }

    public InstallResult install(Collection<String> names) {
        for (Path folder : folders) {
            if (isUsable(folder) || isInstalled(folder, names)) {
                return new InstallResult(Optional.of(folder), installInto(folder, names));
            }
        }
        SetupReport unusable = new SetupReport();
        unusable.warn(unusableFoldersText());
        return new InstallResult(Optional.empty(), unusable);
    }

    private static boolean isUsable(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isInstalled(Path folder, Collection<String> names) {
        return !names.isEmpty() && names.stream().map(folder::resolve).allMatch(this::isLinkToLauncher);
    }

    /** The launcher itself may be there under its own name. */
    private boolean isLinkToLauncher(Path command) {
        return command.equals(launcher) || RealPath.isSame(command, launcher);
    }

    private SetupReport installInto(Path folder, Collection<String> names) {
        SetupReport report = new SetupReport();
        int changed = 0;
        for (String name : names) {
            Path command = folder.resolve(name);
            try {
                if (isLinkToLauncher(command)) {
                    continue;
                }
                if (!Files.exists(command, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(command, launcher);
                    changed++;
                } else if (isOurLink(command)) {
                    AtomicFile.replaceByLink(command, launcher);
                    changed++;
                } else {
                    report.warn(command + " belongs to another program and was not changed: run " + name + " as "
                            + launcher + " " + name);
                }
            } catch (IOException e) {
                report.warn(command + " can't be created: " + IoErrorText.describe(e));
            }
        }
        if (changed > 0) {
            report.note("created the helper commands in " + folder);
        }
        return report;
    }

    /** Also where it leads nowhere any more, or to another install. */
    private boolean isOurLink(Path command) throws IOException {
        return Files.isSymbolicLink(command)
                && launcher.getFileName().equals(Files.readSymbolicLink(command).getFileName());
    }

    private String unusableFoldersText() {
        String tried = folders.stream().map(Path::toString).collect(Collectors.joining(" or "));
        String here = String.valueOf(launcher.getParent()).replaceAll("([\\\\\"$`])", "\\\\$1");
        return "the helper commands can't be created in " + tried + ". Try: export PATH=\"$PATH:" + here
                + "\"   # then: replay-storage up, for example";
    }
}
