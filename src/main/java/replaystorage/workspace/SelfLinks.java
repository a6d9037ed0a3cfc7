package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import replaystorage.settings.Reason;

/** Links of a folder's own name inside it that lead back to it, such as an old entrypoint left behind. */
final class SelfLinks {
    private SelfLinks() {}

    static Report remove(Path folder) {
        Path link = folder.resolve(folder.getFileName());
        try {
            if (!Files.isSymbolicLink(link) || !leadsBack(link)) {
                return Report.NONE;
            }
            Files.deleteIfExists(link);
            return Report.note("removed " + link + ", a link to its own folder");
        } catch (IOException e) {
            return Report.warning(link + ", a link to its own folder, can't be removed: " + Reason.of(e));
        }
    }

    private static boolean leadsBack(Path link) throws IOException {
        try {
            return link.getParent().toRealPath().startsWith(link.toRealPath());
        } catch (FileSystemException e) {
            // ELOOP: Java has no class for it.
            return e.getReason() != null && e.getReason().contains("symbolic links");
        }
    }
}
