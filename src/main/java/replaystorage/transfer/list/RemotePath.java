package replaystorage.transfer.list;

import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/**
 * A folder on a storage.
 *
 * @param remote the section of rclone.conf
 * @param bucket the bucket, or the folder used as one
 * @param folderPath path in the bucket, without slashes at its ends; empty for the bucket itself
 */
public record RemotePath(String remote, String bucket, String folderPath) {

    public RemotePath {
        if (remote.isEmpty() || bucket.isEmpty()) {
            throw new IllegalArgumentException(
                    "a remote path with a hole: " + remote + ":" + bucket + "/" + folderPath);
        }
    }

    public RemotePath root() {
        return new RemotePath(remote, bucket, "");
    }

    /** A folder below this one, as a user may write it: slashes at either end do not count. */
    public RemotePath resolve(String folder) {
        String clean = normalize(folder);
        return clean.isEmpty()
                ? this
                : new RemotePath(remote, bucket, folderPath.isEmpty() ? clean : folderPath + "/" + clean);
    }

    /** rclone's notation; the final slash saves a request that tests for a file. */
    public String folderArgument() {
        return fileArgument("");
    }

    public String fileArgument(String name) {
        return remote + ":" + bucket + "/" + (folderPath.isEmpty() ? "" : folderPath + "/") + name;
    }

    @Override
    public String toString() {
        return remote + ":" + bucket + (folderPath.isEmpty() ? "" : "/" + folderPath);
    }

    /** @throws CliException 64 for `..`, `.` and empty segments */
    public static String normalize(String folder) {
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
