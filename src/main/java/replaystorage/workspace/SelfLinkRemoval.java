package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import replaystorage.host.IoErrorText;
import replaystorage.workspace.move.SetupReport;

/** Links of a folder's own name inside it that lead back to it, such as an old entrypoint left behind. */
final class SelfLinkRemoval {
    private SelfLinkRemoval() {}

    static SetupReport remove(Path folder) {
        Path link = folder.resolve(folder.getFileName());
        try {
            if (!Files.isSymbolicLink(link) || !leadsToParent(link)) {
                return SetupReport.NONE;
            }
            Files.deleteIfExists(link);
            return SetupReport.note("removed " + link + ", a link to its own folder");
        } catch (IOException e) {
            return SetupReport.warning(
                    link + ", a link to its own folder, can't be removed: " + IoErrorText.describe(e));
        }
    }

    private static boolean leadsToParent(Path link) throws IOException {
        try {
            return link.getParent().toRealPath().startsWith(link.toRealPath());
        } catch (FileSystemException e) {
            // ELOOP: Java has no class for it.
            return e.getReason() != null && e.getReason().contains("symbolic links");
        }
    }
}
