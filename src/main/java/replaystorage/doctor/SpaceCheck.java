package replaystorage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.progress.Figures;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.LocalPaths;
import replaystorage.settings.Nearest;
import replaystorage.settings.Reason;
import replaystorage.settings.ShellLine;
import replaystorage.transfer.Listing;
import replaystorage.transfer.RemotePath;
import replaystorage.transfer.Stamp;

/** Whether the disk has room for what a fetch is still to bring. */
public final class SpaceCheck implements Check {
    private final BucketCheck replays;
    private final String sub;
    private final Path folder;

    /**
     * @param replays looked at before
     * @param sub the folder of the bucket that is fetched, or empty for all
     */
    public SpaceCheck(BucketCheck replays, String sub, Path folder) {
        this.replays = replays;
        this.sub = sub;
        this.folder = folder;
    }

    @Override
    public List<Finding> look() {
        RemotePath.clean(sub);
        Optional<Listing> listing = replays.listing();
        long free;
        try {
            free = Files.getFileStore(LocalPaths.existing(folder)).getUsableSpace();
        } catch (IOException e) {
            return List.of(Finding.warning(folder + " can't be looked at: " + Reason.of(e), null));
        }
        String there = Figures.bytes(free) + " free for " + folder;
        if (listing.isEmpty()) {
            return List.of(Finding.ok(there));
        }
        String prefix = sub.isEmpty() ? "" : RemotePath.clean(sub) + "/";
        List<Map.Entry<String, Stamp>> wanted = listing.get().files().entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix))
                .toList();
        if (wanted.isEmpty() && !prefix.isEmpty()) {
            return List.of(new Finding(
                    Level.ERROR,
                    "REPLAY_SUBDIR names " + sub + ", which the bucket does not have",
                    instead(listing.get()),
                    ExitStatus.NOT_FOUND));
        }
        long needed = wanted.stream()
                .mapToLong(file -> Math.max(0, file.getValue().size() - size(file.getKey())))
                .sum();
        String text = there + ", and a fetch needs " + Figures.bytes(needed);
        return List.of(
                needed <= free
                        ? Finding.ok(text)
                        : new Finding(
                                Level.ERROR,
                                text,
                                "export REPLAY_SUBDIR=...   # one folder of them, or REPLAY_DIR=... on a larger disk",
                                ExitStatus.LOCAL));
    }

    private String instead(Listing listing) {
        Set<String> folders = listing.files().keySet().stream()
                .filter(name -> name.contains("/"))
                .map(name -> name.substring(0, name.indexOf('/')))
                .collect(Collectors.toSet());
        return Nearest.of(sub, folders)
                .map(name -> ShellLine.export("REPLAY_SUBDIR", name))
                .orElse("unset REPLAY_SUBDIR");
    }

    private long size(String name) {
        try {
            return Files.size(folder.resolve(name));
        } catch (IOException e) {
            return 0;
        }
    }
}
