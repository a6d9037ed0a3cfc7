package replaystorage.transfer;

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

/** Compares each local file with the remote: by hash, or by its bytes where the storage has none. */
public final class Verification {
    private final Setup setup;

    public Verification(Setup setup) {
        this.setup = setup;
    }

    /**
     * What was found.
     *
     * @param missing local files that the remote lacks
     * @param differing files whose bytes differ
     * @param unreadable what could not be read here, and so not be compared
     */
    public record Result(
            long byHash, long byBytes, Set<String> missing, Set<String> differing, List<String> unreadable) {
        public boolean good() {
            return missing.isEmpty() && differing.isEmpty();
        }
    }

    /** Compares the local files, whatever else the remote has. */
    public Result verify(Path local, RemotePath folder, Listing remote) {
        LocalTree tree = setup.walk(local);
        Set<String> missing = new TreeSet<>(tree.files().keySet());
        missing.removeAll(remote.files().keySet());
        Set<String> differing = new TreeSet<>();
        Map<String, LocalFile> sameSize = new TreeMap<>();
        tree.files().forEach((name, file) -> {
            Stamp there = remote.files().get(name);
            if (there != null
                    && (there.size() < 0 || there.size() == file.stamp().size())) {
                sameSize.put(name, file);
            } else if (there != null) {
                differing.add(name);
            }
        });
        int hashed = sameSize.size();
        Map<String, String> hashes = setup.storage().hashes(folder, sameSize.keySet());
        // Where a bucket encrypts, what looks like an MD5 is none: a hash proves that files are equal, and bytes that
        // they differ.
        hashes.forEach((name, hash) -> {
            String here = Comparison.digest(
                    sameSize.get(name).path(), setup.settings().provider().hash());
            if (hash.equalsIgnoreCase(here)) {
                sameSize.remove(name);
            }
        });
        int byHash = hashed - sameSize.size();
        differing.addAll(byBytes(local, folder, sameSize.keySet()));
        return new Result(byHash, sameSize.size(), missing, differing, tree.unreadable());
    }

    private Set<String> byBytes(Path local, RemotePath folder, Set<String> names) {
        Set<String> unequal = new HashSet<>(names);
        if (names.isEmpty()) {
            return unequal;
        }
        AtomicBoolean heard = new AtomicBoolean();
        List<LogLine> log = Collections.synchronizedList(new ArrayList<>());
        try (NameList list = NameList.of(setup.storage().temporary(), names)) {
            List<String> arguments = List.of(
                    "check",
                    "--download",
                    "--one-way",
                    "--combined=-",
                    "--copy-links",
                    "--no-unicode-normalization",
                    "--use-json-log",
                    "--stats=500ms",
                    "--stats-log-level=NOTICE",
                    "--files-from-raw",
                    list.path(),
                    local.toString(),
                    folder.folder());
            Rclone.Ended ended = setup.storage()
                    .rclone()
                    .run(new Rclone.Call(
                            arguments,
                            line -> {
                                heard.set(true);
                                if (line.startsWith("= ")) {
                                    unequal.remove(line.substring(2));
                                }
                            },
                            log::add,
                            setup.options().patience().bytes().get()));
            // Its 1 means that files differ; with other codes, or without a line about any file, nothing was compared.
            if (ended.stalled() || ended.status() > 1 || (ended.status() == 1 && !heard.get())) {
                throw setup.storage()
                        .causes()
                        .failure("can't compare " + folder, log, ended.status(), ended.stalled(), folder.bucket());
            }
        }
        return unequal;
    }
}
