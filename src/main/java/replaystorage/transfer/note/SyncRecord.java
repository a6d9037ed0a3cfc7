package replaystorage.transfer.note;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import replaystorage.host.FileNameHash;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockFile;
import replaystorage.host.RealPath;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LinkTargets;
import replaystorage.transfer.list.RcloneFileName;
import replaystorage.transfer.list.RemotePath;

/**
 * Versions of each file, local and remote, when they were last proven equal: the base that shows which side changed.
 * Only proof is recorded; losing the record costs requests or keeps a file twice, but never loses data. Several
 * processes may use it: each appends to its own journal, and saving merges them by name, the later observation first.
 */
public final class SyncRecord {
    private static final String FORMAT = "replay-storage record 1";
    private static final String FILE_SUFFIX = ".tsv";
    /** A save takes a moment, but a process that was stopped during one may hold the lock for ever. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private static final Set<Path> WITHOUT_LOCKS = ConcurrentHashMap.newKeySet();

    public enum Origin {
        /** A download of ours wrote the local file. */
        BROUGHT,
        /** An upload of ours wrote the object. */
        SENT,
        FOUND,
        /** They differ, and the local version is kept beside the remote one: not to be repeated. */
        KEPT
    }

    /** Both versions of a file; the remote time is the listed one. */
    public record VersionPair(FileVersion local, FileVersion remote) {}

    /** @param linkedPath links through which an upload of ours reached the file, or null */
    public record RecordEntry(VersionPair versions, Origin origin, LinkTargets.LinkedPath linkedPath) {
        RecordEntry(VersionPair pair, Origin origin) {
            this(pair, origin, null);
        }
    }

    private final SyncRecordFile file;
    private final Path lock;
    private final RecordJournal journal;
    private final Consumer<String> warningSink;
    private final RecordMerge notes = new RecordMerge();
    /** Names that are not in the journal yet. */
    private final List<String> unjournaled = new ArrayList<>();

    private boolean changed;
    private boolean othersMerged;

    private SyncRecord(Path file, String roots, Consumer<String> warn) {
        String name = file.getFileName().toString().replace(FILE_SUFFIX, "");
        Path state = file.resolveSibling("..").normalize();
        String header = FORMAT + "\n" + roots + "\n";
        this.file = new SyncRecordFile(file, header);
        this.lock = state.resolve("records.lock");
        this.journal = new RecordJournal(state.resolve("journals"), name, header);
        this.warningSink = warn;
    }

    /**
     * Opens the record of two folders; a missing, damaged or foreign record is empty.
     *
     * @param storage tells apart storages of the same remote name, such as the endpoint
     * @param warn called once per state folder if records can't be locked
     */
    public static SyncRecord open(Path state, String storage, RemotePath remote, Path local, Consumer<String> warn) {
        String roots = storage + "\t" + RcloneFileName.fromDisk(remote.toString()) + "\t"
                + RcloneFileName.fromDisk(RealPath.of(local).toString());
        return readFrom(state.resolve("records").resolve(FileNameHash.hash(roots) + FILE_SUFFIX), roots, warn);
    }

    private static SyncRecord readFrom(Path file, String roots, Consumer<String> warn) {
        SyncRecord result = new SyncRecord(file, roots, warn);
        // In this order: a save moves notes from a journal to the file.
        result.othersMerged = result.journal.readOthers(result.notes::mergeJournalLine);
        result.file.readInto(result.notes);
        return result;
    }

    /** Reads a record without checking its folders. */
    public static SyncRecord readAny(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            return readFrom(file, lines.readLine(), text -> {});
        } catch (IOException e) {
            return new SyncRecord(file, null, text -> {});
        }
    }

    public Path file() {
        return file.path();
    }

    public synchronized Optional<RecordEntry> entry(String name) {
        return Optional.ofNullable(notes.equal(name)).map(RecordedFile::entry);
    }

    /** True if this version is already kept beside the remote one. */
    public synchronized boolean isKeptAsConflictCopy(String name, FileVersion local) {
        RecordedFile recorded = notes.kept(name);
        return recorded != null && recorded.localVersion().equals(local);
    }

    /** True if the bucket has this version, under its own name or beside it. */
    public synchronized boolean isOnRemote(String name, FileVersion local) {
        RecordedFile recorded = notes.equal(name);
        return isKeptAsConflictCopy(name, local)
                || (recorded != null && recorded.localVersion().equals(local));
    }

    /** Records a proven pair at once, so that it survives a kill. */
    public void recordProven(String name, VersionPair pair, Origin origin) {
        recordProven(name, new RecordEntry(pair, origin));
    }

    private synchronized void recordProven(String name, RecordEntry entry) {
        putEntry(name, entry);
        appendToJournal();
    }

    /** Records an equal pair, and keeps its origin and links. It is written with the next note or save: a comparison alone writes nothing. */
    public synchronized void recordFoundEqual(String name, VersionPair pair) {
        putEntry(
                name,
                entry(name)
                        .filter(entry -> entry.versions().local().equals(pair.local()))
                        .map(entry -> new RecordEntry(pair, entry.origin(), entry.linkedPath()))
                        .orElse(new RecordEntry(pair, Origin.FOUND)));
    }

    /** Records the links to a file that an upload of ours sent. */
    public synchronized void recordLinkedPath(String name, LinkTargets.LinkedPath way) {
        entry(name)
                .filter(entry -> entry.origin() == Origin.SENT)
                .ifPresent(entry -> recordProven(name, new RecordEntry(entry.versions(), Origin.SENT, way)));
    }

    /** Objects that our uploads made of files behind links. */
    public synchronized Map<String, RecordEntry> sentThroughLinks() {
        Map<String, RecordEntry> sent = new HashMap<>();
        notes.forEachEqual((name, recorded) -> {
            if (recorded.hasLinkedPath()) {
                sent.put(name, recorded.entry());
            }
        });
        return sent;
    }

    private void putEntry(String name, RecordEntry entry) {
        if (notes.put(name, entry)) {
            unjournaled.add(name);
            changed = true;
        }
    }

    public synchronized void forget(String name) {
        if (notes.forget(name)) {
            unjournaled.add(name);
            changed = true;
            appendToJournal();
        }
    }

    private void appendToJournal() {
        unjournaled.stream().flatMap(notes::unsavedLines).forEach(journal::append);
        unjournaled.clear();
    }

    /** Local files that our downloads wrote, with their versions at that time. */
    public synchronized Map<String, FileVersion> downloadedVersions() {
        Map<String, FileVersion> brought = new HashMap<>();
        notes.forEachEqual((name, recorded) -> {
            if (recorded.origin() == Origin.BROUGHT) {
                brought.put(name, recorded.localVersion());
            }
        });
        return brought;
    }

    /** Writes the record atomically if it changed, merged with what other processes noted and saved. */
    public synchronized void save() throws IOException {
        if (!changed && !othersMerged) {
            return;
        }
        Optional<LockFile> held;
        try {
            held = LockFile.acquire(lock, LOCK_TIMEOUT);
        } catch (IOException e) {
            merge();
            if (WITHOUT_LOCKS.add(lock)) {
                warningSink.accept("can't lock " + lock + " (" + IoErrorText.describe(e)
                        + "): two commands at once may overwrite each other's records");
            }
            return;
        }
        if (held.isPresent()) {
            mergeExclusively(held.get());
            return;
        }
        appendToJournal();
        if (changed && !journal.isComplete()) {
            throw new IOException("another process holds " + lock);
        }
    }

    private void mergeExclusively(LockFile held) throws IOException {
        try (held) {
            file.deleteLeftovers();
            merge();
        }
    }

    private void merge() throws IOException {
        try (RecordJournal.OrphanedJournals left = journal.readOrphaned(notes::mergeJournalLine)) {
            if (changed || !left.isEmpty()) {
                file.readInto(notes);
                file.write(notes);
                left.deleteAll();
            }
        }
        journal.delete();
        notes.allSaved();
        unjournaled.clear();
        changed = false;
        othersMerged = false;
    }
}
