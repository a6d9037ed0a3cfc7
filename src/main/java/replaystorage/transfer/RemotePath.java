package replaystorage.transfer;

import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/**
 * A folder on a storage.
 *
 * @param remote the section of rclone.conf
 * @param bucket the bucket, or the folder that stands for one
 * @param path within the bucket, without a slash at either end; empty for the bucket itself
 */
public record RemotePath(String remote, String bucket, String path) {

    public RemotePath {
        if (remote.isEmpty() || bucket.isEmpty()) {
            throw new IllegalArgumentException("a remote path with a hole: " + remote + ":" + bucket + "/" + path);
        }
    }

    /** A folder below this one, as a user may write it: slashes at either end do not count. */
    public RemotePath resolve(String folder) {
        String clean = clean(folder);
        return clean.isEmpty() ? this : new RemotePath(remote, bucket, path.isEmpty() ? clean : path + "/" + clean);
    }

    /** The folder for rclone; the slash at the end spares it from asking whether this is a file. */
    public String folder() {
        return file("");
    }

    /** A file in this folder for rclone. */
    public String file(String name) {
        return remote + ":" + bucket + "/" + (path.isEmpty() ? "" : path + "/") + name;
    }

    @Override
    public String toString() {
        return remote + ":" + bucket + (path.isEmpty() ? "" : "/" + path);
    }

    /**
     * A relative path without slashes at either end.
     *
     * @throws CliException 64 for `..`, `.` and empty segments
     */
    public static String clean(String folder) {
        String clean = folder.replaceAll("^/+|/+$", "");
        for (String segment : clean.split("/", -1)) {
            if (!clean.isEmpty() && (segment.isEmpty() || segment.equals(".") || segment.equals(".."))) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "'" + folder + "' is not a folder's name: '" + segment + "' is not allowed in it");
            }
        }
        return clean;
    }
}
