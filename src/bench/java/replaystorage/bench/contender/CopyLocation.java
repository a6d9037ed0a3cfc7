package replaystorage.bench.contender;

import java.nio.file.Path;

/**
 * A folder here or in a bucket.
 *
 * @param path ends with a slash; of a bucket's it begins with the bucket
 */
public record CopyLocation(String path, boolean isRemote) {
    public static CopyLocation here(Path folder) {
        return new CopyLocation(folder + "/", false);
    }

    public static CopyLocation there(String path) {
        return new CopyLocation(path, true);
    }

    /** As rclone names it, whose remote is `minio`. */
    public String rclone() {
        return isRemote ? "minio:" + path : path;
    }

    /** As the clients of S3 name it. */
    String s3() {
        return isRemote ? "s3://" + path : path;
    }

    /** As s5cmd names all that is in it. */
    String s5cmd() {
        return isRemote ? s3() + "*" : path;
    }
}
