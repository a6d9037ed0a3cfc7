package replaystorage.bench.contender;

import java.nio.file.Path;

/**
 * A folder, local or in a bucket.
 *
 * @param path ends with a slash; begins with the bucket if remote
 */
public record CopyLocation(String path, boolean isRemote) {
    public static CopyLocation here(Path folder) {
        return new CopyLocation(folder + "/", false);
    }

    public static CopyLocation there(String path) {
        return new CopyLocation(path, true);
    }

    /** rclone's notation; the remote is `minio`. */
    public String rclone() {
        return isRemote ? "minio:" + path : path;
    }

    String s3() {
        return isRemote ? "s3://" + path : path;
    }

    /** s5cmd's notation of all files in it. */
    String s5cmd() {
        return isRemote ? s3() + "*" : path;
    }
}
