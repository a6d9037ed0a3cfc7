package replaystorage.transfer;

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
import replaystorage.host.LockFile;
import replaystorage.host.RealPath;
import replaystorage.host.ShortName;
import replaystorage.settings.Reason;

/**
 * What is remembered of a local folder and a remote one: for each file the pair of stamps that was last proven equal, the base by which is told
 * which side moved. Only positive evidence enters it; losing it costs requests or keeps a file twice, never data. Several processes may have it
 * open: each notes in a journal of its own, and who saves merges by name, the later observation first.
 */
public final class SyncRecord {
    private static final String FORMAT = "replay-storage record 1";
    private static final String SUFFIX = ".tsv";
    private static final String END = "end";
    private static final String FORGOTTEN = "FORGOTTEN";
    /** A save takes a moment; a process that was stopped in the middle of one may hold it up for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Set<Path> WITHOUT_LOCKS = ConcurrentHashMap.newKeySet();

    /** How a pair became equal. */
    enum Origin {
        /** A download of ours made the local file. */
        BROUGHT,
        /** An upload of ours made the object. */
        SENT,
        /** They were found equal. */
        FOUND,
        /** They differ, and the local version has been kept beside the remote one: not to be done again. */
        KEPT
    }

    /** Both sides of a file; the remote's time is the one that the listing shows. */
    record Pair(Stamp local, Stamp remote) {}

    /** @param way through which links an upload of ours reached the file, or null where no link was on it */
    record Entry(Pair pair, Origin origin, Links.Way way) {
        Entry(Pair pair, Origin origin) {
            this(pair, origin, null);
        }
    }

    private final Path file;
    private final Path lock;
    private final String header;
    private final RecordJournal journal;
    private final Consumer<String> warn;
    private final RecordNotes notes = new RecordNotes();
    /** Names of which the journal does not know yet. */
    private final List<String> untold = new ArrayList<>();

    private boolean changed;
    private boolean others;

    private SyncRecord(Path file, String roots, Consumer<String> warn) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        Path state = file.resolveSibling("..").normalize();
        this.file = file;
        this.lock = state.resolve("records.lock");
        this.header = FORMAT + "\n" + roots + "\n";
        this.journal = new RecordJournal(state.resolve("journals"), name, header);
        this.warn = warn;
    }

    /**
     * Reads the record of two roots; a lost, damaged or foreign one reads as empty.
     *
     * @param state the folder of our own state
     * @param storage what tells this storage from another of the same remote name, such as the endpoint
     * @param warn is told, once for each state folder, that two commands at once may forget what the other noted
     */
    public static SyncRecord open(Path state, String storage, RemotePath remote, Path local, Consumer<String> warn) {
        String roots = storage + "\t" + RcloneName.of(remote.toString()) + "\t"
                + RcloneName.of(RealPath.of(local).toString());
        return opened(state.resolve("records").resolve(ShortName.of(roots) + SUFFIX), roots, warn);
    }

    private static SyncRecord opened(Path file, String roots, Consumer<String> warn) {
        SyncRecord result = new SyncRecord(file, roots, warn);
        // In this order: what a save takes out of a journal is in the file by then.
        result.others = result.journal.readOthers(result::takeOver);
        result.read();
        return result;
    }

    /** The record in a file, whichever roots it is of. */
    static SyncRecord in(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            return opened(file, lines.readLine(), text -> {});
        } catch (IOException e) {
            return new SyncRecord(file, null, text -> {});
        }
    }

    Path file() {
        return file;
    }

    /** Merges what stands in the file with what does not yet. */
    private void read() {
        notes.dropSaved();
        boolean whole = false;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (header.equals(lines.readLine() + "\n" + lines.readLine() + "\n")) {
                String line = lines.readLine();
                while (line != null && !line.equals(END)) {
                    String[] fields = line.split("\t", -1);
                    notes.merge(fields[5].intern(), Noted.of(fields, true));
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

    /** Takes over a line of a journal; one that can't be read is as good as none. */
    private void takeOver(String[] fields) {
        try {
            if (fields[0].equals(FORGOTTEN)) {
                notes.mergeForgotten(fields[1].intern(), Long.parseLong(fields[2]));
            } else if (fields[5].indexOf('\0') < 0) {
                notes.merge(fields[5].intern(), Noted.of(fields, false));
            }
        } catch (RuntimeException e) {
            // A disk that was full, or lost its power, left it.
        }
    }

    synchronized Optional<Entry> base(String name) {
        return Optional.ofNullable(notes.equal(name)).map(Noted::entry);
    }

    /** Whether this very version is beside the remote's already. */
    synchronized boolean isKept(String name, Stamp local) {
        Noted noted = notes.kept(name);
        return noted != null && noted.local().equals(local);
    }

    /** Whether this version is on the remote, under its own name or kept beside it. */
    synchronized boolean isSafe(String name, Stamp local) {
        Noted noted = notes.equal(name);
        return isKept(name, local) || (noted != null && noted.local().equals(local));
    }

    /** Notes what was just proven; it is remembered from now on, however we end. */
    void note(String name, Pair pair, Origin origin) {
        note(name, new Entry(pair, origin));
    }

    private synchronized void note(String name, Entry entry) {
        put(name, entry);
        tell();
    }

    /**
     * Notes a pair that was found equal; who made it, and through which links, stays remembered. The next note or save puts it on the disk: a
     * look alone writes nothing.
     */
    synchronized void noteFound(String name, Pair pair) {
        put(
                name,
                base(name)
                        .filter(entry -> entry.pair().local().equals(pair.local()))
                        .map(entry -> new Entry(pair, entry.origin(), entry.way()))
                        .orElse(new Entry(pair, Origin.FOUND)));
    }

    /** Notes through which links a file was reached whose object an upload of ours made. */
    synchronized void noteWay(String name, Links.Way way) {
        base(name)
                .filter(entry -> entry.origin() == Origin.SENT)
                .ifPresent(entry -> note(name, new Entry(entry.pair(), Origin.SENT, way)));
    }

    /** The objects that uploads of ours made of files behind links. */
    synchronized Map<String, Entry> sentThroughLinks() {
        Map<String, Entry> sent = new HashMap<>();
        notes.forEachEqual((name, noted) -> {
            if (noted.isThroughLinks()) {
                sent.put(name, noted.entry());
            }
        });
        return sent;
    }

    private void put(String name, Entry entry) {
        if (notes.put(name, entry)) {
            untold.add(name);
            changed = true;
        }
    }

    synchronized void forget(String name) {
        if (notes.forget(name)) {
            untold.add(name);
            changed = true;
            tell();
        }
    }

    private void tell() {
        for (String name : untold) {
            Long forgotten = notes.forgotten(name);
            if (forgotten != null) {
                journal.add(FORGOTTEN + "\t" + name + "\t" + forgotten);
            }
            Stream.of(notes.equal(name), notes.kept(name))
                    .filter(noted -> noted != null && !noted.isSaved())
                    .forEach(noted -> journal.add(noted.line(name)));
        }
        untold.clear();
    }

    /** The local files that downloads of ours made, with their stamps at that time. */
    synchronized Map<String, Stamp> brought() {
        Map<String, Stamp> brought = new HashMap<>();
        notes.forEachEqual((name, noted) -> {
            if (noted.origin() == Origin.BROUGHT) {
                brought.put(name, noted.local());
            }
        });
        return brought;
    }

    /** Writes the record where it changed, in one step and together with what others noted and saved meanwhile. */
    synchronized void save() throws IOException {
        if (!changed && !others) {
            return;
        }
        Optional<LockFile> held;
        try {
            held = LockFile.await(lock, PATIENCE);
        } catch (IOException e) {
            merge();
            if (WITHOUT_LOCKS.add(lock)) {
                warn.accept("no lock can be had on " + lock + " (" + Reason.of(e)
                        + "): two commands at once may forget what the other noted");
            }
            return;
        }
        if (held.isPresent()) {
            mergeAlone(held.get());
            return;
        }
        tell();
        if (changed && !journal.isKept()) {
            throw new IOException("another process holds " + lock);
        }
    }

    private void mergeAlone(LockFile held) throws IOException {
        try (held) {
            AtomicFile.clear(file);
            merge();
        }
    }

    private void merge() throws IOException {
        try (RecordJournal.Left left = journal.readLeft(this::takeOver)) {
            if (changed || !left.isEmpty()) {
                read();
                AtomicFile.writePrivate(file, this::write);
                left.remove();
            }
        }
        journal.end();
        notes.allSaved();
        untold.clear();
        changed = false;
        others = false;
    }

    private void write(Writer out) throws IOException {
        out.write(header);
        for (Map.Entry<String, Noted> each : (Iterable<Map.Entry<String, Noted>>) notes.all()::iterator) {
            out.write(each.getValue().line(each.getKey()));
            out.write('\n');
        }
        out.write(END + "\n");
    }
}
