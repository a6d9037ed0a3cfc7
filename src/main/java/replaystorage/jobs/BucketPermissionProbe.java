package replaystorage.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import replaystorage.host.CliException;
import replaystorage.providers.Provider.PermissionProbeCalls;
import replaystorage.rclone.LogLine;
import replaystorage.settings.Settings;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RcloneCommands;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.list.SmallObjectClient;

/** Tests what a key may do in a bucket, with a tiny object in our own folder, which our listings hide. */
public final class BucketPermissionProbe {
    private final RemoteStorage storage;
    private final SmallObjectClient objects;
    private final PermissionProbeCalls probeCalls;
    private final RemotePath bucket;
    private final RemotePath probeFolder;
    private final String objectName;
    private final List<LogLine> notices = Collections.synchronizedList(new ArrayList<>());

    /** @param name distinguishes this object from those of other pods */
    public BucketPermissionProbe(TransferContext context, Settings.Bucket bucket, String name) {
        this.storage = context.storage();
        this.probeCalls = context.settings().provider().probeCalls();
        this.bucket = context.bucketRoot(bucket);
        this.objects = new SmallObjectClient(storage, this.bucket);
        this.probeFolder = this.bucket.resolve(LocalTree.STATE_FOLDER);
        this.objectName = "doctor-" + name.replace('/', '_');
    }

    /** @throws CliException naming the missing permission */
    public void writeObject() {
        writeWithFlags(List.of());
    }

    /** False if the backend has no multipart uploads of small objects. */
    public boolean hasMultipart() {
        return !probeCalls.multipartFlags().isEmpty();
    }

    /** Writes the object with the requests for large ones. */
    public void writeMultipart() {
        writeWithFlags(splitWords(probeCalls.multipartFlags()));
    }

    private void writeWithFlags(List<String> flags) {
        collectNotices(objects.write(probeFolder, objectName, "replay-storage doctor", flags));
    }

    public void readObject() {
        readObject(objectPath());
    }

    public void readFirstByte(String name) {
        readObject(bucket.fileArgument(name));
    }

    private void readObject(String path) {
        query("read from " + bucket, RcloneCommands.readFirstByte(path));
    }

    public void deleteObject() {
        collectNotices(objects.delete(probeFolder, objectName, splitWords(probeCalls.deleteFlags())));
        removeProbeFolder();
    }

    /** On storages with real folders, removes our folder unless it contains something else. */
    private void removeProbeFolder() {
        try {
            query("remove " + probeFolder, RcloneCommands.removeFolder(probeFolder.toString()));
        } catch (CliException e) {
            // It contains something else.
        }
    }

    /** Empty if there are none, or the backend can't list them. */
    public Optional<UnfinishedUploads> unfinishedUploads() {
        return probeCalls
                .unfinishedUploadCommands()
                .flatMap(commands -> UnfinishedUploads.find(objects, bucket, commands));
    }

    public List<String> visibleBuckets() {
        return query("list the buckets", RcloneCommands.listBuckets(bucket.remote()))
                .stdoutLines();
    }

    /** A notice of successful calls, such as about a wrong clock. */
    public Optional<CliException> warningInLog() {
        return storage.failureDiagnosis().find(List.copyOf(notices), 0, bucket.bucket());
    }

    /** The object, as rclone and users write it. */
    public String objectPath() {
        return probeFolder.fileArgument(objectName);
    }

    private static List<String> splitWords(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private SmallObjectClient.LoggedOutput query(String what, List<String> command) {
        return collectNotices(objects.run(what, command));
    }

    private SmallObjectClient.LoggedOutput collectNotices(SmallObjectClient.LoggedOutput said) {
        notices.addAll(said.log());
        return said;
    }
}
