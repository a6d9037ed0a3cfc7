package replaystorage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.IoErrorText;
import replaystorage.host.PasteableCommand;
import replaystorage.host.RealPath;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.RemotePath;

/** Tests whether the disk has room for the next fetch. */
public final class DiskSpaceCheck implements Check {
    private final BucketCheck replays;
    private final String sub;
    private final Path folder;

    /**
     * @param replays run before this check
     * @param sub the folder of the bucket that is fetched, or empty for all
     */
    public DiskSpaceCheck(BucketCheck replays, String sub, Path folder) {
        this.replays = replays;
        this.sub = sub;
        this.folder = folder;
    }

    @Override
    public List<Finding> run() {
        RemotePath.normalize(sub);
        Optional<Listing> listing = replays.listing();
        long free;
        try {
            free = Files.getFileStore(RealPath.nearestExisting(folder)).getUsableSpace();
        } catch (IOException e) {
            return List.of(
                    Finding.warning("can't read the free space of " + folder + ": " + IoErrorText.describe(e), null));
        }
        String there = HumanNumbers.bytes(free) + " free for " + folder;
        if (listing.isEmpty()) {
            return List.of(Finding.ok(there));
        }
        String prefix = sub.isEmpty() ? "" : RemotePath.normalize(sub) + "/";
        List<Map.Entry<String, FileVersion>> wanted = listing.get().files().entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix))
                .toList();
        if (wanted.isEmpty() && !prefix.isEmpty()) {
            return List.of(new Finding(
                    Severity.ERROR,
                    "REPLAY_SUBDIR is " + sub + ", a folder that the bucket does not have",
                    alternatives(listing.get()),
                    ExitStatus.NOT_FOUND));
        }
        long needed = wanted.stream()
                .mapToLong(file -> Math.max(0, file.getValue().size() - localSize(file.getKey())))
                .sum();
        String text = there + "; a fetch needs " + HumanNumbers.bytes(needed);
        return List.of(
                needed <= free
                        ? Finding.ok(text)
                        : new Finding(
                                Severity.ERROR,
                                text,
                                "export REPLAY_SUBDIR=...   # one folder of them, or REPLAY_DIR=... on a larger disk",
                                ExitStatus.LOCAL));
    }

    private String alternatives(Listing listing) {
        Set<String> folders = listing.files().keySet().stream()
                .filter(name -> name.contains("/"))
                .map(name -> name.substring(0, name.indexOf('/')))
                .collect(Collectors.toSet());
        return DidYouMean.closest(sub, folders)
                .map(name -> PasteableCommand.exportCommand("REPLAY_SUBDIR", name))
                .orElse("unset REPLAY_SUBDIR");
    }

    private long localSize(String name) {
        try {
            return Files.size(folder.resolve(name));
        } catch (IOException e) {
            return 0;
        }
    }
}
