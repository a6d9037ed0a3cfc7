package replaystorage.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import replaystorage.support.b2.B2ApplicationKey;
import replaystorage.support.b2.FakeB2Server;

/**
 * A storage, and a pod that uses it.
 *
 * @param raw rclone without our program, to inspect the storage
 * @param replays the replays bucket in rclone's notation
 * @param artifacts the artifacts bucket in rclone's notation
 */
public record StorageFixture(StorageKind kind, Pod pod, RcloneCli raw, String replays, String artifacts) {

    public enum StorageKind {
        FOLDER,
        S3,
        B2
    }

    /** A new storage with a replays and an artifacts bucket. */
    public static StorageFixture open(StorageKind kind, Path root) throws IOException {
        return open(kind, root, false);
    }

    /** A new storage with one bucket for both. */
    public static StorageFixture withOneBucket(StorageKind kind, Path root) throws IOException {
        return open(kind, root, true);
    }

    private static StorageFixture open(StorageKind kind, Path root, boolean one) throws IOException {
        if (kind == StorageKind.B2) {
            return onB2(root, one);
        }
        RcloneCli raw = S3Server.shared().rclone(Files.createDirectories(root));
        if (kind == StorageKind.FOLDER) {
            Path storage = root.resolve("storage");
            Path replays = storage.resolve("replays");
            Path artifacts = one ? replays : storage.resolve("artifacts");
            Pod pod = Pod.onFolder(root, storage)
                    .with("LOCAL_REPLAYS", replays.toString())
                    .with("LOCAL_ARTIFACTS", artifacts.toString());
            return new StorageFixture(kind, pod, raw, replays.toString(), artifacts.toString());
        }
        String replays = S3Server.bucket("replays");
        String artifacts = one ? replays : S3Server.bucket("artifacts");
        raw.run("mkdir", "s3:" + replays);
        raw.run("mkdir", "s3:" + artifacts);
        Pod pod = Pod.onS3(root, S3Server.shared(), replays, artifacts);
        if (one) {
            pod.with("S3_REPLAYS", null).with("S3_ARTIFACTS", null).with("S3_BUCKET", replays);
        }
        return new StorageFixture(kind, pod, raw, "s3:" + replays, "s3:" + artifacts);
    }

    private static StorageFixture onB2(Path root, boolean one) throws IOException {
        FakeB2Server server = FakeB2Server.shared();
        String replays = S3Server.bucket("replays");
        String artifacts = one ? replays : S3Server.bucket("artifacts");
        server.createBucket(replays);
        if (!one) {
            server.createBucket(artifacts);
        }
        B2ApplicationKey key = server.key();
        Pod pod = server.pod(root, key).with("B2_BUCKET", replays);
        if (!one) {
            pod.with("B2_BUCKET", null).with("B2_REPLAYS", replays).with("B2_ARTIFACTS", artifacts);
        }
        return new StorageFixture(StorageKind.B2, pod, server.rclone(root, key), "b2:" + replays, "b2:" + artifacts);
    }

    public Pod anotherPod(Path root) {
        Pod other = new Pod(root);
        pod.environment().forEach((name, value) -> other.environment().putIfAbsent(name, value));
        return other;
    }

    /** Uploads a folder with rclone. */
    public void put(Path folder, String remote) {
        raw.run("copy", "--transfers", "64", "--no-unicode-normalization", folder.toString(), remote);
    }

    /** Requires equal bytes in both folders, local or remote, with rclone. */
    public void requireEqual(String one, String other) {
        raw.run("check", "--download", "--checkers", "64", "--no-unicode-normalization", one, other);
    }
}
