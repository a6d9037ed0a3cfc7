package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import replaystorage.host.ConflictName;
import replaystorage.transfer.list.RcloneFileName;

/** Keeps a local file under a second name too; the bytes are not copied where the disk can link. */
final class LocalConflictCopy {
    private LocalConflictCopy() {}

    /**
     * Keeps it.
     *
     * @param file the file, or a link or second name of it, wherever that lies
     * @param name rclone's name in the folder, beside which it is kept
     * @return the name that it got, which nothing had before
     */
    static String keep(ConflictName conflictName, Path file, Path folder, String name) throws IOException {
        while (true) {
            String kept =
                    conflictName.nameFor(name, taken -> Files.exists(pathOf(folder, taken), LinkOption.NOFOLLOW_LINKS));
            try {
                linkOrCopy(file.toRealPath(), pathOf(folder, kept));
                return kept;
            } catch (FileAlreadyExistsException e) {
                // It came into being just now: the next name, then.
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
