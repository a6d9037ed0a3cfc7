package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import replaystorage.settings.Reason;

/** The helper commands as links to the launcher, in a folder of programs. */
public final class HelperCommands {
    private final Path launcher;
    private final List<Path> folders;

    /** @param folders tried in order */
    public HelperCommands(Path launcher, List<Path> folders) {
        this.launcher = launcher;
        this.folders = List.copyOf(folders);
    }

    /** @param folder where the commands are, if anywhere */
    public record Installed(Optional<Path> folder, Report report) {}

    /**
     * What is there, for who only looks.
     *
     * @param folder the first that holds any of ours, if one does
     * @param wrong those in it that are missing, or lead elsewhere
     */
    public record Inspection(Path launcher, Optional<Path> folder, List<String> wrong) {}

    public Inspection inspect(Collection<String> names) {
        Optional<Path> folder = folders.stream()
                .filter(each -> names.stream().map(each::resolve).anyMatch(this::isThere))
                .findFirst();
        List<String> wrong = folder.stream()
                .flatMap(each -> names.stream().filter(name -> !isRight(each.resolve(name))))
                .toList();
        return new Inspection(launcher, folder, wrong);
    }

    private boolean isThere(Path command) {
        try {
            return isRight(command) || isOurs(command);
        } catch (IOException e) {
            return false;
        }
    }

    public Installed install(Collection<String> names) {
        for (Path folder : folders) {
            if (isUsable(folder) || isDone(folder, names)) {
                return new Installed(Optional.of(folder), into(folder, names));
            }
        }
        return new Installed(Optional.empty(), Report.warning(unusable()));
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

    private boolean isDone(Path folder, Collection<String> names) {
        return !names.isEmpty() && names.stream().map(folder::resolve).allMatch(this::isRight);
    }

    /** The launcher itself may be there under its own name. */
    private boolean isRight(Path command) {
        return command.equals(launcher) || Nesting.isSame(command, launcher);
    }

    private Report into(Path folder, Collection<String> names) {
        Report report = Report.NONE;
        int changed = 0;
        for (String name : names) {
            Path command = folder.resolve(name);
            try {
                if (isRight(command)) {
                    continue;
                }
                if (!Files.exists(command, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(command, launcher);
                    changed++;
                } else if (isOurs(command)) {
                    renew(command);
                    changed++;
                } else {
                    report = report.and(Report.warning(command + " is not ours and left alone: " + name
                            + " is to be had as " + launcher + " " + name));
                }
            } catch (IOException e) {
                report = report.and(Report.warning(command + " can't be made: " + Reason.of(e)));
            }
        }
        return changed == 0
                ? report
                : Report.note("made the helper commands in " + folder).and(report);
    }

    /** Also where it leads nowhere any more, or to another install. */
    private boolean isOurs(Path command) throws IOException {
        return Files.isSymbolicLink(command)
                && launcher.getFileName().equals(Files.readSymbolicLink(command).getFileName());
    }

    private void renew(Path command) throws IOException {
        Path fresh = PartialName.in(command.getParent());
        try {
            Files.createSymbolicLink(fresh, launcher);
            Files.move(fresh, command, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private String unusable() {
        String tried = folders.stream().map(Path::toString).collect(Collectors.joining(" or "));
        String here = String.valueOf(launcher.getParent()).replaceAll("([\\\\\"$`])", "\\\\$1");
        return "the helper commands can't be put into " + tried + ". Try: export PATH=\"$PATH:" + here
                + "\"   # then: replay-storage up, for example";
    }
}
