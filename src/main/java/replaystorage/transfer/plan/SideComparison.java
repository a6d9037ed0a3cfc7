package replaystorage.transfer.plan;

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
import replaystorage.providers.Provider;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;

/** Separates equal files from different ones: by record, size and time, or hash. What can't be proven equal is different. */
public final class SideComparison {
    private final RemoteStorage storage;
    private final RemotePath folder;
    private final SyncRecord record;
    private final Provider provider;
    private final Instant listedAt;
    private final Map<String, FileVersion> recordedVersions;

    /** @param looked a moment before the first local file was looked at */
    public SideComparison(RemoteStorage storage, RemotePath folder, SyncRecord record, Instant looked) {
        this(storage, folder, record, looked, Map.of());
    }

    /** @param known exact times of all remote files, if they were asked for already */
    public SideComparison(
            RemoteStorage storage,
            RemotePath folder,
            SyncRecord record,
            Instant looked,
            Map<String, FileVersion> known) {
        this.storage = storage;
        this.folder = folder;
        this.record = record;
        this.provider = storage.settings().provider();
        this.listedAt = looked;
        this.recordedVersions = known;
    }

    /** Files on both sides with different size or time; equal ones enter the record. */
    List<DifferingFile> differingFiles(Map<String, LocalFile> local, Map<String, FileVersion> remote) {
        List<String> unknown = new ArrayList<>();
        local.forEach((name, file) -> {
            FileVersion listed = remote.get(name);
            if (listed != null && !isRecorded(name, file, listed)) {
                unknown.add(name);
            }
        });
        Map<String, FileVersion> times = modificationTimes(unknown, remote);
        List<DifferingFile> differences = new ArrayList<>();
        for (String name : unknown) {
            FileVersion listed = remote.get(name);
            FileVersion proof = times.getOrDefault(name, listed);
            LocalFile file = local.get(name);
            boolean equal = proof.matches(file.version(), provider.timePrecision());
            // A file that was just written may change again within the same time stamp, so it is not recorded.
            if (equal && !file.version().mayHideLaterWrite(listedAt)) {
                record.recordFoundEqual(name, new SyncRecord.VersionPair(file.version(), listed));
            } else if (!equal) {
                differences.add(new DifferingFile(
                        name, file, listed, proof.modified(), record.entry(name), provider.timePrecision()));
            }
        }
        return differences;
    }

    private Map<String, FileVersion> modificationTimes(List<String> names, Map<String, FileVersion> remote) {
        if (provider.comparisonMethod() == Provider.ComparisonMethod.LISTING) {
            return remote;
        }
        if (!recordedVersions.isEmpty() || names.isEmpty()) {
            return recordedVersions;
        }
        awaitNextSecond(remote.values());
        return storage.modificationTimes(folder, names);
    }

    /**
     * A storage with whole seconds lists an object that is rewritten in the second of the listing the same: wait for
     * the next second before proving anything.
     */
    private static void awaitNextSecond(Collection<FileVersion> listed) {
        if (listed.stream().allMatch(FileVersion::hasWholeSeconds)) {
            try {
                Thread.sleep(FileVersion.COARSE_TICK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public Set<String> equalNames(Map<String, LocalFile> local, Map<String, FileVersion> remote) {
        List<DifferingFile> differences = differingFiles(local, remote);
        Set<String> equal = new HashSet<>(local.keySet());
        equal.retainAll(remote.keySet());
        differences.forEach(file -> equal.remove(file.name()));
        equal.addAll(sameBytes(differences));
        return equal;
    }

    private boolean isRecorded(String name, LocalFile file, FileVersion listed) {
        return record.entry(name)
                .map(entry -> entry.versions().local().equals(file.version())
                        && entry.versions().remote().matches(listed, provider.timePrecision()))
                .orElse(false);
    }

    /** Which of these are equal by the storage's hash; they enter the record. */
    Set<String> sameBytes(List<DifferingFile> differences) {
        List<DifferingFile> sameSize = differences.stream()
                .filter(file ->
                        file.local().version().size() == file.listedVersion().size())
                .toList();
        Map<String, String> hashes = storage.hashes(
                folder, sameSize.stream().map(DifferingFile::name).toList());
        Set<String> same = new HashSet<>();
        for (DifferingFile file : sameSize) {
            String hash = hashes.get(file.name());
            if (hash != null
                    && hash.equalsIgnoreCase(hashOf(file.local().path(), provider.hashType()))
                    && file.local().isUnchanged()) {
                same.add(file.name());
                if (!file.local().version().mayHideLaterWrite(listedAt)) {
                    record.recordFoundEqual(file.name(), file.versionPair());
                }
            }
        }
        return same;
    }

    /** Hash of a file, named as rclone does, in hex; empty if the file can't be read. */
    public static String hashOf(Path path, String hash) {
        try (InputStream in = Files.newInputStream(path)) {
            String algorithm = hash.toUpperCase(Locale.ROOT).replaceFirst("^SHA(?=\\d)", "SHA-");
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            try (DigestInputStream reading = new DigestInputStream(in, digest)) {
                byte[] buffer = new byte[1 << 16];
                while (reading.read(buffer) >= 0) {
                    // The stream feeds the digest.
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
