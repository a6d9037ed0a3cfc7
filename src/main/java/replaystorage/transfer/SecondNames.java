package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import replaystorage.settings.Reason;

/**
 * Second names of local files while rclone replaces them: what a program writes into such a file meanwhile lives on under its second name, since
 * rclone gives the first to another file. A file that its own writer replaces is not held, nor any on another disk than ours, or on one without links.
 */
final class SecondNames {
    private final Path folder;
    private final Route route;
    private final Beside beside;
    private final Reporter reporter;
    private final Map<Step, Path> held = new HashMap<>();

    /** @param folder null where there is none */
    private SecondNames(Path folder, Route route, Beside beside, Reporter reporter) {
        this.folder = folder;
        this.route = route;
        this.beside = beside;
        this.reporter = reporter;
    }

    /** Of these files, which are there. */
    static SecondNames of(Path temporary, Route route, Beside beside, Reporter reporter, List<Step> steps) {
        Path folder = null;
        try {
            folder = steps.isEmpty() ? null : Stage.folder(temporary);
        } catch (IOException e) {
            // None are held.
        }
        SecondNames names = new SecondNames(folder, route, beside, reporter);
        if (folder != null) {
            steps.forEach(names::hold);
        }
        return names;
    }

    private void hold(Step step) {
        Path file = route.path(step.name());
        try {
            // rclone replaces a link and not what it leads to.
            if (!Files.isSymbolicLink(file)) {
                held.put(step, Files.createLink(folder.resolve(String.valueOf(held.size())), file));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // It is gone, or can't be linked.
        }
    }

    /** Keeps beside its replacement what was written meanwhile. */
    void letGo() {
        boolean kept = true;
        for (Map.Entry<Step, Path> each : held.entrySet()) {
            kept &= keepWritten(each.getKey(), each.getValue());
        }
        if (folder != null && kept) {
            Stage.delete(folder);
        }
    }

    /** @return false where it could not be kept, and is only under its second name */
    private boolean keepWritten(Step step, Path second) {
        String text = route.title() + "/" + step.name() + " was written here while it came: this version is kept as ";
        try {
            Path file = route.path(step.name());
            boolean written = !LocalFile.look(second)
                    .map(LocalFile::stamp)
                    .equals(step.local().map(LocalFile::stamp));
            if (written && Files.exists(file) && !Files.isSameFile(file, second)) {
                reporter.warn(text + beside.keep(second, route, step.name()));
            }
            return true;
        } catch (IOException e) {
            reporter.warn(text + second + " for a day, since not in the folder: " + Reason.of(e));
            return false;
        }
    }
}
