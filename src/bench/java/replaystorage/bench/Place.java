package replaystorage.bench;

import java.nio.file.Path;

/**
 * A folder here or in a bucket.
 *
 * @param path ends with a slash; of a bucket's it begins with the bucket
 */
record Place(String path, boolean isRemote) {
    static Place here(Path folder) {
        return new Place(folder + "/", false);
    }

    static Place there(String path) {
        return new Place(path, true);
    }

    /** As rclone names it, whose remote is `minio`. */
    String rclone() {
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
