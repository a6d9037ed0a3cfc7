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
final class SecondNames implements AutoCloseable {
    private final Path folder;
    private final Map<Step, Path> held = new HashMap<>();

    /** @param folder null where there is none */
    private SecondNames(Path folder) {
        this.folder = folder;
    }

    /** Of those of these files that are there. */
    static SecondNames of(Path temporary, Route route, List<Step> steps) {
        List<Step> there =
                steps.stream().filter(step -> step.local().isPresent()).toList();
        if (there.isEmpty()) {
            return new SecondNames(null);
        }
        try {
            SecondNames names = new SecondNames(Stage.folder(temporary));
            there.forEach(step -> names.hold(route, step));
            return names;
        } catch (IOException e) {
            return new SecondNames(null);
        }
    }

    private void hold(Route route, Step step) {
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
    void keepWritten(Route route, Beside beside, Reporter reporter) {
        held.forEach((step, second) -> {
            String name = beside.name(step.name());
            try {
                Path file = route.path(step.name());
                boolean written = !LocalFile.look(second)
                        .map(LocalFile::stamp)
                        .equals(step.local().map(LocalFile::stamp));
                if (written && Files.exists(file) && !Files.isSameFile(file, second)) {
                    Files.createLink(route.path(name), second);
                    reporter.warn(route.title() + "/" + step.name()
                            + " was written here while it came: this version is kept as " + name);
                }
            } catch (IOException e) {
                reporter.warn(route.title() + "/" + step.name()
                        + " was written here while it came, and could not be kept as " + name + ": " + Reason.of(e));
            }
        });
    }

    @Override
    public void close() {
        if (folder != null) {
            Stage.delete(folder);
        }
    }
}
