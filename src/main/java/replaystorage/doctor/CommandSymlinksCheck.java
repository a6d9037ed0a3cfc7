package replaystorage.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import replaystorage.host.PasteableCommand;
import replaystorage.workspace.CommandSymlinks;

/** Tests the helper commands that a pod's start installs; fine if there are none at all. */
public final class CommandSymlinksCheck implements Check {
    private final Optional<CommandSymlinks> commands;
    private final List<String> names;

    /** @param commands empty if the program was started without the launcher */
    public CommandSymlinksCheck(Optional<CommandSymlinks> commands, List<String> names) {
        this.commands = commands;
        this.names = names;
    }

    @Override
    public List<Finding> run() {
        if (commands.isEmpty()) {
            return List.of(Finding.skipped("not checked: this program was started without the launcher"));
        }
        CommandSymlinks.CommandsInspection found = commands.get().inspect(names);
        if (found.folder().isEmpty()) {
            return List.of(Finding.ok("none installed; a pod's entrypoint installs them"));
        }
        Path folder = found.folder().get();
        return List.of(
                found.wrong().isEmpty()
                        ? Finding.ok("all " + names.size() + " in " + folder)
                        : Finding.warning(
                                "missing in " + folder + ", or replaced by another program: "
                                        + String.join(", ", found.wrong()),
                                fixCommand(found, PasteableCommand.quote(folder.toString()))));
    }

    /** Moves another program's file to a free name first. */
    private static String fixCommand(CommandSymlinks.CommandsInspection found, String folder) {
        return "for c in " + String.join(" ", found.wrong()) + "; do f=" + folder
                + "/$c; o=$f.old; while [ -e \"$o\" ] || [ -L \"$o\" ]; do o=$o.old; done;"
                + " [ -L \"$f\" ] || [ ! -e \"$f\" ] || mv \"$f\" \"$o\"; ln -sfn "
                + PasteableCommand.quote(found.launcher().toString()) + " \"$f\"; done; unset c f o";
    }
}
