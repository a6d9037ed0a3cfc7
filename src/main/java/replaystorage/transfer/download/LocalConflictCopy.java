package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import replaystorage.host.ConflictName;
import replaystorage.transfer.list.RcloneFileName;

/** Keeps a local file under a second name; a hard link if the disk allows, else a copy. */
final class LocalConflictCopy {
    private LocalConflictCopy() {}

    /**
     * @param file the file, or another link to it
     * @param name rclone's name in the folder
     * @return the new name, which did not exist before
     */
    static String keep(ConflictName conflictName, Path file, Path folder, String name) throws IOException {
        while (true) {
            String kept =
                    conflictName.nameFor(name, taken -> Files.exists(pathOf(folder, taken), LinkOption.NOFOLLOW_LINKS));
            try {
                linkOrCopy(file.toRealPath(), pathOf(folder, kept));
                return kept;
            } catch (FileAlreadyExistsException e) {
                // Created by somebody else just now: try the next name.
            }
        }
    }

    private static Path pathOf(Path folder, String name) {
        return folder.resolve(RcloneFileName.toDisk(name));
    }

    private static void linkOrCopy(Path file, Path kept) throws IOException {
        try {
            Files.createLink(kept, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
