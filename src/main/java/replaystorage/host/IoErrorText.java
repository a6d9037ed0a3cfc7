package replaystorage.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Explains an I/O error in words; Java's own message is often only the file's name. */
public final class IoErrorText {
    private IoErrorText() {}

    public static String describe(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is in the way";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }

    /** Adds the file's name, if known. */
    public static String withFileName(IOException e) {
        return e instanceof FileSystemException file && file.getFile() != null
                ? printablePath(Path.of(file.getFile())) + ": " + describe(e)
                : describe(e);
    }

    /** A newline in a name would split the message. */
    public static String printablePath(Path path) {
        return path.toString().replace('\n', '\u240a').replace('\r', '\u240d');
    }
}
