package replaystorage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import replaystorage.progress.Figures;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;
import replaystorage.transfer.Listing;

/** Whether the disk has room for what a fetch is still to bring. */
public final class SpaceCheck implements Check {
    private final BucketCheck replays;
    private final Path folder;

    /** @param replays looked at before */
    public SpaceCheck(BucketCheck replays, Path folder) {
        this.replays = replays;
        this.folder = folder;
    }

    @Override
    public List<Finding> look() {
        Optional<Listing> listing = replays.listing();
        long free;
        try {
            free = Files.getFileStore(existing()).getUsableSpace();
        } catch (IOException e) {
            return List.of(Finding.warning(folder + " can't be looked at: " + Reason.of(e), null));
        }
        String there = Figures.bytes(free) + " free for " + folder;
        if (listing.isEmpty()) {
            return List.of(Finding.ok(there));
        }
        long needed = listing.get().files().entrySet().stream()
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

    private long size(String name) {
        try {
            return Files.size(folder.resolve(name));
        } catch (IOException e) {
            return 0;
        }
    }

    private Path existing() {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
