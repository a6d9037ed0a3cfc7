package replaystorage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    Comparison(Storage storage, RemotePath folder, SyncRecord record) {
        this.storage = storage;
        this.folder = folder;
        this.record = record;
        this.provider = storage.settings().provider();
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
        Map<String, Stamp> times =
                provider.compare() == Provider.Compare.LISTING ? remote : storage.times(folder, unknown);
        List<Difference> differences = new ArrayList<>();
        for (String name : unknown) {
            Stamp listed = remote.get(name);
            Stamp proof = times.getOrDefault(name, listed);
            LocalFile file = local.get(name);
            if (proof.matches(file.stamp(), provider.precision()) && !isYoung(proof.time())) {
                record.noteFound(name, new SyncRecord.Pair(file.stamp(), listed));
            } else if (!proof.matches(file.stamp(), provider.precision())) {
                differences.add(
                        new Difference(name, file, listed, proof.time(), record.base(name), provider.precision()));
            }
        }
        return differences;
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

    /** A file written a moment ago may change once more without its time changing, so nothing is recorded of it. */
    private static boolean isYoung(Instant time) {
        return Duration.between(time, Instant.now()).abs().compareTo(Stamp.TICK) < 0;
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
                record.noteFound(file.name(), file.pair());
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
