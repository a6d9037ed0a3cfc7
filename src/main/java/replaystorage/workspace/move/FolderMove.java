package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import replaystorage.host.IoErrorText;
import replaystorage.workspace.move.MovedEntryPlacement.MovedFolder;

/**
 * Moves all that a folder contains into another, and deletes it. Sources are deleted only after everything has a new place; if
 * something can't get one, what was brought is taken back.
 */
public final class FolderMove {
    /** Each pass moves what was written during the one before. */
    private static final int MAX_PASSES = 3;

    private final Path from;
    private final Path to;
    private final boolean isAlone;
    private final SetupReport report;
    private final MovedEntryPlacement placement;
    private final List<MovedFolder> folders = new ArrayList<>();
    private final List<MovedEntry> entries = new ArrayList<>();

    /**
     * @param from its real path
     * @param isAlone false if another start may be moving the same files
     */
    public FolderMove(Path from, Path to, ConflictRenamer renamer, boolean isAlone, SetupReport report) {
        this.from = from;
        this.to = to;
        this.isAlone = isAlone;
        this.report = report;
        this.placement = new MovedEntryPlacement(from, renamer);
    }

    public void run() {
        runPasses();
        placement.addTo(report);
    }

    private void runPasses() {
        int count = 0;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            folders.clear();
            entries.clear();
            try {
                MovePreflight.requireMovable(from, to);
                placeAll(new MovedFolder(from, to, false));
            } catch (IOException e) {
                report.error(from + (count == 0 ? " was not changed" : " is used as it is")
                        + ", since not all of it can be moved to " + to + ": " + IoErrorText.withFileName(e));
                undo();
                return;
            }
            try {
                fsyncTargets();
                boolean isGone = deleteSources();
                count += entries.size();
                if (isGone) {
                    report.note("moved " + count + (count == 1 ? " file" : " files") + " from " + from + " to " + to);
                    return;
                }
            } catch (IOException e) {
                report.error(from + " is used as it is: what it holds is in " + to + " too, but can't be deleted: "
                        + IoErrorText.withFileName(e));
                return;
            }
        }
        report.error(from + " is used as it is: a program is writing to it; start again when nothing writes there");
    }

    private void placeAll(MovedFolder folder) throws IOException {
        folders.add(folder);
        if (isAlone) {
            MoveTempName.deleteLeftovers(folder.target());
        }
        for (Path entry : list(folder.source())) {
            Path place = folder.target().resolve(entry.getFileName());
            try {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    placeAll(placement.placeFolder(entry, place));
                } else {
                    entries.add(placement.placeEntry(entry, place));
                }
            } catch (NoSuchFileException e) {
                if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
    }

    /** Empty if the folder is gone. */
    static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private void fsyncTargets() {
        for (MovedFolder folder : folders) {
            try {
                if (folder.createdByMove()) {
                    Files.setLastModifiedTime(folder.target(), Files.getLastModifiedTime(folder.source()));
                }
                HardLinkOrCopy.fsync(folder.target());
            } catch (IOException e) {
                // Not every file system can do either for a folder; the files in it are complete.
            }
        }
    }

    /** @return true if the folder is gone */
    private boolean deleteSources() throws IOException {
        for (MovedEntry entry : entries) {
            if (entry.canSourceGo()) {
                Files.deleteIfExists(entry.source());
            }
        }
        boolean isGone = true;
        Collections.reverse(folders);
        for (MovedFolder folder : folders) {
            isGone &= deleteIfEmpty(folder.source());
        }
        return isGone;
    }

    private void undo() {
        if (!isAlone) {
            return;
        }
        try {
            for (MovedEntry entry : entries) {
                if (entry.canTargetGo()) {
                    Files.delete(entry.target());
                }
            }
            Collections.reverse(folders);
            for (MovedFolder folder : folders) {
                if (folder.createdByMove()) {
                    deleteIfEmpty(folder.target());
                }
            }
        } catch (IOException e) {
            report.warn("a copy is left: " + IoErrorText.withFileName(e));
        }
    }

    private static boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }
}
