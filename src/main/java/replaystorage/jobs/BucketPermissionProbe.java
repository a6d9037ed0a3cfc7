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

/** Tries what a key may do with a bucket, by a tiny object in our own folder there, which no listing of ours shows. */
public final class BucketPermissionProbe {
    private final RemoteStorage storage;
    private final SmallObjectClient objects;
    private final PermissionProbeCalls probeCalls;
    private final RemotePath bucket;
    private final RemotePath probeFolder;
    private final String objectName;
    private final List<LogLine> notices = Collections.synchronizedList(new ArrayList<>());

    /** @param name tells this object from one of another pod */
    public BucketPermissionProbe(TransferContext context, Settings.Bucket bucket, String name) {
        this.storage = context.storage();
        this.probeCalls = context.settings().provider().probeCalls();
        this.bucket = context.bucketRoot(bucket);
        this.objects = new SmallObjectClient(storage, this.bucket);
        this.probeFolder = this.bucket.resolve(LocalTree.STATE_FOLDER);
        this.objectName = "doctor-" + name.replace('/', '_');
    }

    /** @throws CliException that names the missing right */
    public void writeObject() {
        writeWithFlags(List.of());
    }

    /** Empty where the backend has no parts for so little. */
    public boolean hasMultipart() {
        return !probeCalls.multipartFlags().isEmpty();
    }

    /** The same object again, by the calls for large ones. */
    public void writeMultipart() {
        writeWithFlags(splitWords(probeCalls.multipartFlags()));
    }

    private void writeWithFlags(List<String> flags) {
        collectNotices(objects.write(probeFolder, objectName, "replay-storage doctor", flags));
    }

    /** Reads that object. */
    public void readObject() {
        readObject(objectPath());
    }

    /** Reads the first byte of an object of the bucket. */
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

    /** Where folders are real, ours goes too unless something else is in it. */
    private void removeProbeFolder() {
        try {
            query("remove " + probeFolder, RcloneCommands.removeFolder(probeFolder.toString()));
        } catch (CliException e) {
            // Something else is in it.
        }
    }

    /** Empty where there are none, or the backend has no such thing. */
    public Optional<UnfinishedUploads> unfinishedUploads() {
        return probeCalls
                .unfinishedUploadCommands()
                .flatMap(commands -> UnfinishedUploads.find(objects, bucket, commands));
    }

    /** The buckets that the key can see. */
    public List<String> visibleBuckets() {
        return query("list the buckets", RcloneCommands.listBuckets(bucket.remote()))
                .stdoutLines();
    }

    /** Something that rclone remarked on while all went well, such as a wrong clock. */
    public Optional<CliException> warningInLog() {
        return storage.failureDiagnosis().find(List.copyOf(notices), 0, bucket.bucket());
    }

    /** The object, as rclone and a user spell it. */
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
