package replaystorage.transfer.note;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
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
import java.util.stream.Stream;
import replaystorage.host.AtomicFile;
import replaystorage.host.BoundedFileName;
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
    private static final String FILE_END = "end";
    private static final String FORGOTTEN_TAG = "FORGOTTEN";
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

    private final Path file;
    private final Path lock;
    private final String header;
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
        this.file = file;
        this.lock = state.resolve("records.lock");
        this.header = FORMAT + "\n" + roots + "\n";
        this.journal = new RecordJournal(state.resolve("journals"), name, header);
        this.warningSink = warn;
    }

    /**
     * Opens the record of two folders; a missing, damaged or foreign record is empty.
     *
     * @param state the program's state folder
     * @param storage tells apart storages of the same remote name, such as the endpoint
     * @param warn called once per state folder if records can't be locked
     */
    public static SyncRecord open(Path state, String storage, RemotePath remote, Path local, Consumer<String> warn) {
        String roots = storage + "\t" + RcloneFileName.fromDisk(remote.toString()) + "\t"
                + RcloneFileName.fromDisk(RealPath.of(local).toString());
        return readFrom(state.resolve("records").resolve(BoundedFileName.hash(roots) + FILE_SUFFIX), roots, warn);
    }

    private static SyncRecord readFrom(Path file, String roots, Consumer<String> warn) {
        SyncRecord result = new SyncRecord(file, roots, warn);
        // In this order: a save moves notes from a journal to the file.
        result.othersMerged = result.journal.readOthers(result::mergeJournalLine);
        result.readAll();
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
        return file;
    }

    /** Merges the record's file with the unsaved notes. */
    private void readAll() {
        notes.dropSaved();
        boolean whole = false;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (header.equals(lines.readLine() + "\n" + lines.readLine() + "\n")) {
                String line = lines.readLine();
                while (line != null && !line.equals(FILE_END)) {
                    String[] fields = line.split("\t", -1);
                    notes.merge(fields[5].intern(), RecordedFile.parse(fields, true));
                    line = lines.readLine();
                }
                whole = line != null;
            }
        } catch (IOException | RuntimeException e) {
            whole = false;
        }
        if (!whole) {
            notes.dropSaved();
        }
    }

    private void mergeJournalLine(String[] fields) {
        try {
            if (fields[0].equals(FORGOTTEN_TAG)) {
                notes.mergeForgotten(fields[1].intern(), Long.parseLong(fields[2]));
            } else if (fields[5].indexOf('\0') < 0) {
                notes.merge(fields[5].intern(), RecordedFile.parse(fields, false));
            }
        } catch (RuntimeException e) {
            // Left by a full disk or a power loss.
        }
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
        for (String name : unjournaled) {
            Long forgotten = notes.forgottenAt(name);
            if (forgotten != null) {
                journal.append(FORGOTTEN_TAG + "\t" + name + "\t" + forgotten);
            }
            Stream.of(notes.equal(name), notes.kept(name))
                    .filter(recorded -> recorded != null && !recorded.isSaved())
                    .forEach(recorded -> journal.append(recorded.format(name)));
        }
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
            AtomicFile.deleteLeftovers(file);
            merge();
        }
    }

    private void merge() throws IOException {
        try (RecordJournal.OrphanedJournals left = journal.readOrphaned(this::mergeJournalLine)) {
            if (changed || !left.isEmpty()) {
                readAll();
                AtomicFile.writePrivate(file, this::writeTo);
                left.deleteAll();
            }
        }
        journal.delete();
        notes.allSaved();
        unjournaled.clear();
        changed = false;
        othersMerged = false;
    }

    private void writeTo(Writer out) throws IOException {
        out.write(header);
        for (Map.Entry<String, RecordedFile> each :
                (Iterable<Map.Entry<String, RecordedFile>>) notes.entries()::iterator) {
            out.write(each.getValue().format(each.getKey()));
            out.write('\n');
        }
        out.write(FILE_END + "\n");
    }
}
