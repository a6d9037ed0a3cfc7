package replaystorage.transfer.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import replaystorage.console.Console;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockedTempPath;
import replaystorage.transfer.copy.CopyBatch;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RcloneCommands;
import replaystorage.transfer.list.RcloneQuery;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * Replaces an object by a file that is too large to stage: uploads it under a temporary name outside all downloaded
 * folders, and the storage copies it to its own name if the file did not change. A local note names the temporary
 * object, so that the next upload removes what a killed one left.
 */
record LargeObjectReplacement(Route route, RemoteStorage storage, RcloneCopier copier, Console console) {
    /** Removed, or not there: rclone tells a folder and a file that are not there apart. */
    private static final Set<Integer> NOT_FOUND_STATUSES = Set.of(0, 3, 4);

    private static final String UPLOADS_FOLDER = LocalTree.STATE_FOLDER + "/uploads";

    /** @param planned the version that the object must still have right before it is replaced */
    RcloneCopier.CopyResult replaceObject(PlannedFile planned, CopyLog log) {
        RemotePath folder = uploadsFolder().resolve(UUID.randomUUID().toString());
        try (LockedTempPath note = LockedTempPath.createFile(notesFolder(), "upload")) {
            Files.writeString(note.path(), folder.folderArgument());
            RcloneCopier.CopyResult result = replaceObject(planned, folder, log);
            if (!removeFolder(folder.folderArgument())) {
                note.keepForRescue();
            }
            return result;
        } catch (IOException e) {
            // Without a note a killed run would leave an unknown object.
            throw new CliException(
                    ExitStatus.LOCAL,
                    "can't write in " + notesFolder() + ": " + IoErrorText.describe(e),
                    "df -h -i " + notesFolder());
        }
    }

    private RcloneCopier.CopyResult replaceObject(PlannedFile planned, RemotePath folder, CopyLog log) {
        CopyLog own = new CopyLog();
        RcloneCopier.CopyResult sent = copier.copyOnce(
                RcloneJobType.UP,
                route.localFolder().toString(),
                folder.folderArgument(),
                CopyBatch.of(List.of(planned.name())),
                List.of("--no-traverse"),
                own);
        own.generalMessages().forEach(log::add);
        boolean isWhole = own.isTransferred(planned.name())
                && planned.local().orElseThrow().isUnchanged();
        return isWhole && isStillAsPlanned(planned)
                ? copier.copyWithinStorage(folder, route.remoteFolder(), planned.name(), log)
                : new RcloneCopier.CopyResult(log, sent.status(), sent.stalled());
    }

    private boolean isStillAsPlanned(PlannedFile planned) {
        FileVersion there = storage.modificationTimes(route.remoteFolder(), List.of(planned.name()))
                .get(planned.name());
        return there == null
                || planned.isStillAsPlanned(there, storage.settings().provider().timePrecision());
    }

    /** Removes what killed runs of this pod left in the bucket. */
    void removeLeftovers() {
        LockedTempPath.deleteLeftovers(notesFolder(), note -> {
            String folder = Files.readString(note);
            // From another storage that was set then.
            if (folder.startsWith(uploadsFolder().folderArgument()) && !removeFolder(folder)) {
                throw new IOException("it is still there");
            }
        });
    }

    private boolean removeFolder(String folder) {
        RcloneQuery.QueryResult answer = storage.query()
                .query(
                        RcloneCommands.purge(
                                folder, storage.settings().provider().permanentDeleteFlags()),
                        line -> {});
        boolean gone = NOT_FOUND_STATUSES.contains(answer.exit().status());
        if (!gone) {
            console.warn("the temporary object " + folder + " could not be removed; the next upload tries again");
        }
        return gone;
    }

    private RemotePath uploadsFolder() {
        return route.remoteFolder().root().resolve(UPLOADS_FOLDER);
    }

    private Path notesFolder() {
        return storage.temporaryFolder().resolveSibling("uploads");
    }
}
