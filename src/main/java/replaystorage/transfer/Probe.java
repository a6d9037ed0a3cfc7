package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider.Trial;
import replaystorage.settings.Reason;
import replaystorage.settings.Settings;

/** Tries what a key may do with a bucket, by a tiny object in our own folder there, which no listing of ours shows. */
public final class Probe {
    private final Storage storage;
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

    /** By `copy`: with `copyto`, rclone asks B2 to make the bucket first, which a key may be forbidden. */
    private void send(List<String> flags) {
        Path folder = null;
        Path little = null;
        try {
            folder = Files.createTempDirectory(storage.temporary(), "doctor-");
            little = Files.writeString(folder.resolve(name), "replay-storage doctor");
            List<String> arguments = new ArrayList<>(List.of("copy", "--ignore-times", "--s3-no-check-bucket"));
            arguments.addAll(flags);
            arguments.addAll(List.of(folder.toString(), ours.folder()));
            ask("write to " + bucket, arguments);
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "can't write in " + storage.temporary() + ": " + Reason.of(e),
                    "df -h " + storage.temporary());
        } finally {
            Stream.of(Optional.ofNullable(little), Optional.ofNullable(folder))
                    .flatMap(Optional::stream)
                    .forEach(path -> path.toFile().delete());
        }
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
        List<String> arguments = new ArrayList<>(List.of("deletefile"));
        arguments.addAll(words(trial.delete()));
        arguments.add(object());
        ask("delete in " + bucket, arguments);
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

    /**
     * Uploads in parts that were begun and never finished, which no listing shows.
     *
     * @param remedy the line that removes them
     */
    public record Unfinished(int count, String remedy) {}

    /** Empty where there are none, or the backend has no such thing. */
    public Optional<Unfinished> unfinished() {
        if (trial.unfinished().isEmpty()) {
            return Optional.empty();
        }
        String path = bucket.remote() + ":" + bucket.bucket();
        List<String> arguments = new ArrayList<>(words(trial.unfinished()));
        arguments.add(path);
        int count = (int) trial.each()
                .matcher(ask("look for unfinished uploads in " + bucket, arguments)
                        .all())
                .results()
                .count();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Unfinished(
                        count,
                        "replay-storage configure && rclone " + trial.cleanup() + " " + path
                                + "   # while no upload runs"));
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

    /** What a run printed, and what it logged. */
    private record Said(List<String> printed, List<LogLine> log) {
        String all() {
            return Stream.concat(printed.stream(), log.stream().map(LogLine::message))
                    .collect(Collectors.joining("\n"));
        }
    }

    private Said ask(String what, List<String> command) {
        List<LogLine> log = Collections.synchronizedList(new ArrayList<>());
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(Storage.BOUNDED);
        arguments.add("--use-json-log");
        Rclone.Ended ended = storage.rclone()
                .run(new Rclone.Call(
                        arguments,
                        said::add,
                        log::add,
                        storage.patience().answer().get()));
        if (!ended.ok()) {
            throw storage.causes().failure("can't " + what, log, ended.status(), ended.stalled(), bucket.bucket());
        }
        notices.addAll(log);
        return new Said(said, log);
    }
}
