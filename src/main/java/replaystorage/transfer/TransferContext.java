package replaystorage.transfer;

import java.nio.file.Path;
import java.util.List;
import replaystorage.console.Console;
import replaystorage.host.CliException;
import replaystorage.host.ConflictName;
import replaystorage.host.ExitStatus;
import replaystorage.settings.Settings;
import replaystorage.transfer.copy.CopyOptions;
import replaystorage.transfer.copy.DiskSpaceReservations;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.download.Download;
import replaystorage.transfer.download.IncomingFolder;
import replaystorage.transfer.download.ReplacedLinks;
import replaystorage.transfer.list.LocalBucketFolder;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.NameFilter;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.upload.Upload;

/**
 * What all transfers of a command share.
 *
 * @param diskSpace shared by the downloads of a command
 */
public record TransferContext(
        RemoteStorage storage,
        Settings settings,
        Path stateFolder,
        Console console,
        CopyOptions copyOptions,
        NameFilter filter,
        List<String> artifactFolders,
        ConflictName conflictName,
        DiskSpaceReservations diskSpace) {

    public TransferContext withFilter(NameFilter other) {
        return new TransferContext(
                storage, settings, stateFolder, console, copyOptions, other, artifactFolders, conflictName, diskSpace);
    }

    /** @throws CliException 78 if both are the same local folder, or one contains the other */
    public Route routeBetween(
            String title, Route.Direction direction, RemotePath remote, Path local, boolean appending) {
        LocalBucketFolder.find(settings, remote.bucket()).ifPresent(folder -> {
            folder.requireSeparate(local);
            if (direction == Route.Direction.UP && folder.isOnSameDiskAs(local)) {
                console.note(LocalBucketFolder.SAME_DISK_WARNING);
            }
        });
        return new Route(title, direction, remote, local, appending);
    }

    public SyncRecord openRecord(RemotePath remote, Path local) {
        String where = settings.provider().name() + " " + settings.endpoint();
        return SyncRecord.open(stateFolder, where, remote, local, console::warn);
    }

    public RemotePath bucketRoot(Settings.Bucket bucket) {
        return new RemotePath(settings.remote(), bucket.name(), "");
    }

    public RcloneCopier createCopier(Plan plan) {
        return new RcloneCopier(storage, console, copyOptions, plan, diskSpace);
    }

    public Upload createUpload(Plan plan) {
        return new Upload(plan, storage, console, createCopier(plan), conflictName);
    }

    /**
     * @param links links that the download replaces
     * @param policy decides on files that change here during the download
     */
    public Download createDownload(Plan plan, ReplacedLinks links, ConflictPolicy policy) {
        return new Download(plan, policy, storage, console, createCopier(plan), conflictName, diskSpace, links);
    }

    /** Walks a folder, and reports skipped files. */
    public LocalTree walkReporting(Path folder) {
        IncomingFolder.rescueLeftovers(String.valueOf(folder.getFileName()), folder, conflictName, console);
        LocalTree tree = LocalTree.walk(folder);
        tree.warnings().forEach(console::warn);
        tree.unreadable().forEach(text -> console.error(text, null, ExitStatus.LOCAL));
        return tree.filtered(stateFolder, filter);
    }
}
