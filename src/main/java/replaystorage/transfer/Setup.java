package replaystorage.transfer;

import java.nio.file.Path;
import java.util.List;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Settings;

/**
 * What every transfer of a command shares.
 *
 * @param state the folder of our own state
 * @param filter which files the command is about
 * @param folders the user's further artifacts
 * @param room on the disks, which the downloads of a command share
 */
public record Setup(
        Storage storage,
        Settings settings,
        Path state,
        Reporter reporter,
        CopyOptions options,
        Filter filter,
        List<String> folders,
        Beside beside,
        Room room) {

    /** The same about other files. */
    public Setup with(Filter other) {
        return new Setup(storage, settings, state, reporter, options, other, folders, beside, room);
    }

    /**
     * From where to where.
     *
     * @throws CliException 78 where both are one folder of this machine, or lie in one another
     */
    Route route(String title, Route.Direction direction, RemotePath remote, Path local, boolean appending) {
        StorageFolder.of(settings, remote.bucket()).ifPresent(folder -> {
            folder.requireApart(local);
            if (direction == Route.Direction.UP && folder.isOnDiskOf(local)) {
                reporter.note(StorageFolder.SAME_DISK);
            }
        });
        return new Route(title, direction, remote, local, appending);
    }

    SyncRecord record(RemotePath remote, Path local) {
        String where = settings.provider().name() + " " + settings.endpoint();
        return SyncRecord.open(state, where, remote, local, reporter::warn);
    }

    /** The root of a bucket. */
    public RemotePath bucket(Settings.Bucket bucket) {
        return new RemotePath(settings.remote(), bucket.name(), "");
    }

    Copier copier(Plan plan) {
        return new Copier(storage, reporter, options, plan, room);
    }

    Upload upload(Plan plan) {
        return new Upload(plan, storage, reporter, copier(plan), beside);
    }

    /**
     * A transfer downwards.
     *
     * @param links which give way to what comes
     * @param precedence decides on what is written here while it comes
     */
    Download download(Plan plan, ReplacedLinks links, Precedence precedence) {
        return new Download(plan, precedence, storage, reporter, copier(plan), beside, room, links);
    }

    /** Walks a folder, and tells what could not be taken along. */
    LocalTree walk(Path folder) {
        Incoming.clear(String.valueOf(folder.getFileName()), folder, beside, reporter);
        LocalTree tree = LocalTree.walk(folder);
        tree.warnings().forEach(reporter::warn);
        tree.unreadable().forEach(text -> reporter.error(text, null, ExitStatus.LOCAL));
        return tree.without(state, filter);
    }
}
