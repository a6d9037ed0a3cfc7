package replaystorage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import replaystorage.settings.Provider;

/** Tells equal files from different ones: by the record, by size and time, by hash; what can't be proven equal is different. */
final class Comparison {
    private final Storage storage;
    private final RemotePath folder;
    private final SyncRecord record;
    private final Provider provider;
    private final Instant looked;
    private final Map<String, Stamp> known;

    /** @param looked a moment before the first of the local files was looked at */
    Comparison(Storage storage, RemotePath folder, SyncRecord record, Instant looked) {
        this(storage, folder, record, looked, Map.of());
    }

    /** @param known the true times of all remote files, where they have been asked for already */
    Comparison(Storage storage, RemotePath folder, SyncRecord record, Instant looked, Map<String, Stamp> known) {
        this.storage = storage;
        this.folder = folder;
        this.record = record;
        this.provider = storage.settings().provider();
        this.looked = looked;
        this.known = known;
    }

    /** The files on both sides that are not equal in size and time; those that are enter the record. */
    List<Difference> differences(Map<String, LocalFile> local, Map<String, Stamp> remote) {
        List<String> unknown = new ArrayList<>();
        local.forEach((name, file) -> {
            Stamp listed = remote.get(name);
            if (listed != null && !isRecorded(name, file, listed)) {
                unknown.add(name);
            }
        });
        Map<String, Stamp> times = times(unknown, remote);
        List<Difference> differences = new ArrayList<>();
        for (String name : unknown) {
            Stamp listed = remote.get(name);
            Stamp proof = times.getOrDefault(name, listed);
            LocalFile file = local.get(name);
            boolean equal = proof.matches(file.stamp(), provider.precision());
            // A file written a moment ago may change once more without its time changing, so nothing is recorded of it.
            if (equal && !file.stamp().isYoung(looked)) {
                record.noteFound(name, new SyncRecord.Pair(file.stamp(), listed));
            } else if (!equal) {
                differences.add(
                        new Difference(name, file, listed, proof.time(), record.base(name), provider.precision()));
            }
        }
        return differences;
    }

    private Map<String, Stamp> times(List<String> names, Map<String, Stamp> remote) {
        if (provider.compare() == Provider.Compare.LISTING) {
            return remote;
        }
        if (!known.isEmpty() || names.isEmpty()) {
            return known;
        }
        awaitNextSecond(remote.values());
        return storage.times(folder, names);
    }

    /**
     * Where a storage tells whole seconds, an object that is written anew in the second of its listing is listed the same: what is proven after
     * that second is proven of what was listed.
     */
    private static void awaitNextSecond(Collection<Stamp> listed) {
        if (listed.stream().allMatch(Stamp::isWholeSecond)) {
            try {
                Thread.sleep(Stamp.COARSE_TICK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The names on both sides that hold equal bytes. */
    Set<String> equal(Map<String, LocalFile> local, Map<String, Stamp> remote) {
        List<Difference> differences = differences(local, remote);
        Set<String> equal = new HashSet<>(local.keySet());
        equal.retainAll(remote.keySet());
        differences.forEach(file -> equal.remove(file.name()));
        equal.addAll(touchedOnly(differences));
        return equal;
    }

    private boolean isRecorded(String name, LocalFile file, Stamp listed) {
        return record.base(name)
                .map(entry -> entry.pair().local().equals(file.stamp())
                        && entry.pair().remote().matches(listed, provider.precision()))
                .orElse(false);
    }

    /** Which of these hold the same bytes on both sides, by the storage's hash; they enter the record. */
    Set<String> touchedOnly(List<Difference> differences) {
        List<Difference> sameSize = differences.stream()
                .filter(file -> file.local().stamp().size() == file.listed().size())
                .toList();
        Map<String, String> hashes =
                storage.hashes(folder, sameSize.stream().map(Difference::name).toList());
        Set<String> same = new HashSet<>();
        for (Difference file : sameSize) {
            String hash = hashes.get(file.name());
            if (hash != null
                    && hash.equalsIgnoreCase(digest(file.local().path(), provider.hash()))
                    && file.local().isUnchanged()) {
                same.add(file.name());
                if (!file.local().stamp().isYoung(looked)) {
                    record.noteFound(file.name(), file.pair());
                }
            }
        }
        return same;
    }

    /** The hash of a file, by rclone's name of it, in hex; empty where the file can't be read. */
    static String digest(Path path, String hash) {
        try (InputStream in = Files.newInputStream(path)) {
            String algorithm = hash.toUpperCase(Locale.ROOT).replaceFirst("^SHA(?=\\d)", "SHA-");
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            try (DigestInputStream reading = new DigestInputStream(in, digest)) {
                byte[] buffer = new byte[1 << 16];
                while (reading.read(buffer) >= 0) {
                    // The digest takes what is read.
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the template names an unknown hash: " + hash, e);
        }
    }
}
