package replaystorage.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.FilesFromFile;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RcloneCommands;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.SideComparison;

/** Compares local files with the bucket: by hash, or by content if the storage has no hash. */
public final class Verification {
    private final TransferContext context;

    public Verification(TransferContext context) {
        this.context = context;
    }

    /** @param unreadableFiles local files that could not be read and compared */
    public record VerificationResult(
            long comparedByHash,
            long comparedByBytes,
            Set<String> missingFiles,
            Set<String> differingFiles,
            List<String> unreadableFiles) {
        public boolean isGood() {
            return missingFiles.isEmpty() && differingFiles.isEmpty();
        }
    }

    /** Compares the local files; ignores other remote files. */
    public VerificationResult verify(Path local, RemotePath folder, Listing remote) {
        LocalTree tree = context.walkReporting(local);
        Set<String> missing = new TreeSet<>(tree.files().keySet());
        missing.removeAll(remote.files().keySet());
        Set<String> differing = new TreeSet<>();
        Map<String, LocalFile> sameSize = new TreeMap<>();
        tree.files().forEach((name, file) -> {
            FileVersion there = remote.files().get(name);
            if (there != null
                    && (there.size() < 0 || there.size() == file.version().size())) {
                sameSize.put(name, file);
            } else if (there != null) {
                differing.add(name);
            }
        });
        int hashed = sameSize.size();
        Map<String, String> hashes = context.storage().hashes(folder, sameSize.keySet());
        // In an encrypting bucket an ETag is not an MD5: an equal hash proves equality, but only the bytes prove a
        // difference.
        hashes.forEach((name, hash) -> {
            String here = SideComparison.hashOf(
                    sameSize.get(name).path(), context.settings().provider().hashType());
            if (hash.equalsIgnoreCase(here)) {
                sameSize.remove(name);
            }
        });
        int byHash = hashed - sameSize.size();
        differing.addAll(compareBytes(local, folder, sameSize.keySet()));
        return new VerificationResult(byHash, sameSize.size(), missing, differing, tree.unreadable());
    }

    private Set<String> compareBytes(Path local, RemotePath folder, Set<String> names) {
        Set<String> unequal = new HashSet<>(names);
        if (names.isEmpty()) {
            return unequal;
        }
        AtomicBoolean heard = new AtomicBoolean();
        List<LogLine> log = Collections.synchronizedList(new ArrayList<>());
        try (FilesFromFile list = FilesFromFile.write(context.storage().temporaryFolder(), names)) {
            Rclone.Exit ended = context.storage()
                    .rclone()
                    .run(new Rclone.RcloneCall(
                            RcloneCommands.compareBytes(list.path(), local.toString(), folder.folderArgument()),
                            line -> {
                                heard.set(true);
                                if (line.startsWith("= ")) {
                                    unequal.remove(line.substring(2));
                                }
                            },
                            log::add,
                            context.copyOptions().timeouts().stallTimeout().get()));
            // Status 1 means that files differ; another status, or no line about any file, means that nothing was
            // compared.
            if (ended.stalled() || ended.status() > 1 || (ended.status() == 1 && !heard.get())) {
                throw context.storage()
                        .failureDiagnosis()
                        .findOrLastWords(
                                "can't compare " + folder, log, ended.status(), ended.stalled(), folder.bucket());
            }
        }
        return unequal;
    }
}
