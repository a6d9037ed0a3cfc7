package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import replaystorage.host.TemporaryPath;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Job;
import replaystorage.settings.Reason;

/**
 * Replaces an object by a file that is too large for a copy here: it goes up under a temporary name outside of all folders that anybody brings,
 * and the storage itself copies it to its own name once the file has turned out to be what was judged. A note in our state names it until then, so
 * that the next upload removes what a killed one left.
 */
record TemporaryObjects(Route route, Storage storage, Copier copier, Reporter reporter) {
    /** Removed, or not there: rclone tells a folder and a file that are not there apart. */
    private static final Set<Integer> GONE = Set.of(0, 3, 4);

    private static final String FOLDER = LocalTree.STATE + "/uploads";

    /** @param step whose version the object has still got right before it is replaced, else nothing is done */
    Copier.Result replace(Step step, CopyLog log) {
        RemotePath folder = uploads().resolve(UUID.randomUUID().toString());
        try (TemporaryPath note = TemporaryPath.file(notes(), "upload")) {
            Files.writeString(note.path(), folder.folder());
            Copier.Result result = replace(step, folder, log);
            if (!remove(folder.folder())) {
                note.leave();
            }
            return result;
        } catch (IOException e) {
            // Without a note a killed run would leave an object that nobody knows of.
            throw new CliException(
                    ExitStatus.LOCAL, "can't write in " + notes() + ": " + Reason.of(e), "df -h -i " + notes());
        }
    }

    private Copier.Result replace(Step step, RemotePath folder, CopyLog log) {
        CopyLog own = new CopyLog();
        Copier.Result sent = copier.once(
                Job.UP,
                route.local().toString(),
                folder.folder(),
                Batch.of(List.of(step.name())),
                List.of("--no-traverse"),
                own);
        own.general().forEach(log::add);
        boolean isWhole = own.isDone(step.name()) && step.local().orElseThrow().isUnchanged();
        return isWhole && isStillThere(step)
                ? copier.copyOver(folder, route.remote(), step.name(), log)
                : new Copier.Result(log, sent.status(), sent.stalled());
    }

    private boolean isStillThere(Step step) {
        Stamp there = storage.times(route.remote(), List.of(step.name())).get(step.name());
        return there == null
                || step.isStillThere(there, storage.settings().provider().precision());
    }

    /** Removes what killed runs of this pod left in the bucket. */
    void clear() {
        TemporaryPath.clear(notes(), note -> {
            String folder = Files.readString(note);
            // Another storage may have been set then.
            if (folder.startsWith(uploads().folder()) && !remove(folder)) {
                throw new IOException("it is still there");
            }
        });
    }

    /** With all versions of it, where the storage keeps such. */
    private boolean remove(String folder) {
        List<String> command = new ArrayList<>(List.of("purge"));
        command.addAll(storage.settings().provider().deletingForGood());
        Question.Answer answer = storage.question().ask(command, List.of(folder), line -> {});
        boolean gone = GONE.contains(answer.ended().status());
        if (!gone) {
            reporter.warn("the temporary object " + folder + " could not be removed; the next upload tries again");
        }
        return gone;
    }

    private RemotePath uploads() {
        return new RemotePath(route.remote().remote(), route.remote().bucket(), "").resolve(FOLDER);
    }

    private Path notes() {
        return storage.temporary().resolveSibling("uploads");
    }
}
