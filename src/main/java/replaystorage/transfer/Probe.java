package replaystorage.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import replaystorage.rclone.LogLine;
import replaystorage.settings.CliException;
import replaystorage.settings.Provider.Trial;
import replaystorage.settings.Settings;

/** Tries what a key may do with a bucket, by a tiny object in our own folder there, which no listing of ours shows. */
public final class Probe {
    private final Storage storage;
    private final SmallObjects objects;
    private final Trial trial;
    private final RemotePath bucket;
    private final RemotePath ours;
    private final String name;
    private final List<LogLine> notices = Collections.synchronizedList(new ArrayList<>());

    /** @param name tells this object from one of another pod */
    public Probe(Setup setup, Settings.Bucket bucket, String name) {
        this.storage = setup.storage();
        this.trial = setup.settings().provider().trial();
        this.bucket = setup.bucket(bucket);
        this.objects = new SmallObjects(storage, this.bucket);
        this.ours = this.bucket.resolve(LocalTree.STATE);
        this.name = "doctor-" + name.replace('/', '_');
    }

    /** @throws CliException that names the missing right */
    public void write() {
        send(List.of());
    }

    /** Empty where the backend has no parts for so little. */
    public boolean isInParts() {
        return !trial.parts().isEmpty();
    }

    /** The same object again, by the calls for large ones. */
    public void writeInParts() {
        send(words(trial.parts()));
    }

    private void send(List<String> flags) {
        heard(objects.write(ours, name, "replay-storage doctor", flags));
    }

    /** Reads that object. */
    public void read() {
        read(object());
    }

    /** Reads the first byte of an object of the bucket. */
    public void readFirstByte(String name) {
        read(bucket.file(name));
    }

    private void read(String path) {
        ask("read from " + bucket, List.of("cat", "--head", "1", path));
    }

    public void delete() {
        heard(objects.delete(ours, name, words(trial.delete())));
        withoutFolder();
    }

    /** Where folders are real, ours goes too unless something else is in it. */
    private void withoutFolder() {
        try {
            ask("remove " + ours, List.of("rmdir", ours.toString()));
        } catch (CliException e) {
            // Something else is in it.
        }
    }

    /** Empty where there are none, or the backend has no such thing. */
    public Optional<UnfinishedUploads> unfinished() {
        return trial.cleanup().flatMap(cleanup -> UnfinishedUploads.of(objects, bucket, cleanup));
    }

    /** The buckets that the key can see. */
    public List<String> buckets() {
        return ask("list the buckets", List.of("lsf", "--dirs-only", "--dir-slash=false", bucket.remote() + ":"))
                .printed();
    }

    /** Something that rclone remarked on while all went well, such as a wrong clock. */
    public Optional<CliException> remark() {
        return storage.causes().of(List.copyOf(notices), 0, bucket.bucket());
    }

    /** The object, as rclone and a user spell it. */
    public String object() {
        return ours.file(name);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private SmallObjects.Said ask(String what, List<String> command) {
        return heard(objects.ask(what, command));
    }

    private SmallObjects.Said heard(SmallObjects.Said said) {
        notices.addAll(said.log());
        return said;
    }
}
