package replaystorage.transfer;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * What is remembered of a local folder and a remote one: for each file the pair of stamps that was last proven equal, the base by which is told
 * which side moved. Only positive evidence enters it; losing it costs requests or keeps a file twice, never data.
 */
public final class SyncRecord {
    private static final String FORMAT = "replay-storage record 1";
    private static final String END = "end";

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
    private final String roots;
    private final Map<String, Entry> equal = new HashMap<>();
    private final Map<String, Entry> kept = new HashMap<>();
    private boolean changed;

    private SyncRecord(Path file, String roots) {
        this.file = file;
        this.roots = roots;
    }

    /**
     * Reads the record of two roots; a lost, damaged or foreign one reads as empty.
     *
     * @param state the folder of our own state
     * @param storage what tells this storage from another of the same remote name, such as the endpoint
     */
    public static SyncRecord open(Path state, String storage, RemotePath remote, Path local) {
        String roots = storage + "\t" + RcloneName.of(remote.toString()) + "\t"
                + RcloneName.of(real(local.toAbsolutePath().normalize()).toString());
        SyncRecord result = new SyncRecord(state.resolve("records").resolve(name(roots) + ".tsv"), roots);
        result.read();
        return result;
    }

    /** The record in a file, whichever roots it is of. */
    static SyncRecord in(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            SyncRecord result = new SyncRecord(file, lines.readLine());
            result.read();
            return result;
        } catch (IOException e) {
            return new SyncRecord(file, null);
        }
    }

    Path file() {
        return file;
    }

    /** By checksums, since Java's digests cost each run the start of its security providers; the roots stand in the file and are compared. */
    private static String name(String roots) {
        byte[] bytes = roots.getBytes(StandardCharsets.UTF_8);
        return sum(new CRC32(), bytes) + sum(new CRC32C(), bytes);
    }

    private static String sum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /** A folder has one record, by whichever link it is reached; what is not there yet is judged by what it will lie in. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            Path parent = folder.getParent();
            return parent == null ? folder : real(parent).resolve(folder.getFileName());
        }
    }

    private void read() {
        boolean whole = false;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (FORMAT.equals(lines.readLine()) && roots.equals(lines.readLine())) {
                String line = lines.readLine();
                while (line != null && !line.equals(END)) {
                    readLine(line);
                    line = lines.readLine();
                }
                whole = line != null;
            }
        } catch (IOException | RuntimeException e) {
            whole = false;
        }
        if (!whole) {
            equal.clear();
            kept.clear();
        }
    }

    private void readLine(String line) {
        String[] f = line.split("\t", -1);
        Origin origin = Origin.valueOf(f[0]);
        Pair pair = new Pair(stamp(f[1], f[2]), stamp(f[3], f[4]));
        Links.Way way = f.length < 9 ? null : new Links.Way(f[6].intern(), f[7].intern(), f[8].intern());
        (origin == Origin.KEPT ? kept : equal).put(f[5].intern(), new Entry(pair, origin, way));
    }

    private static Stamp stamp(String size, String nanos) {
        return new Stamp(Long.parseLong(size), Long.parseLong(nanos));
    }

    private static String text(Stamp stamp) {
        return stamp.size() + "\t" + stamp.nanos();
    }

    private static String line(String name, Entry entry) {
        Pair pair = entry.pair();
        Links.Way way = entry.way();
        String through = way == null ? "" : "\t" + way.original() + "\t" + way.link() + "\t" + way.target();
        return entry.origin() + "\t" + text(pair.local()) + "\t" + text(pair.remote()) + "\t" + name + through + "\n";
    }

    Optional<Entry> base(String name) {
        return Optional.ofNullable(equal.get(name));
    }

    /** Whether this very version is beside the remote's already. */
    boolean isKept(String name, Stamp local) {
        return kept.containsKey(name) && kept.get(name).pair().local().equals(local);
    }

    /** Whether this version is on the remote, under its own name or kept beside it. */
    boolean isSafe(String name, Stamp local) {
        return isKept(name, local)
                || base(name)
                        .filter(entry -> entry.pair().local().equals(local))
                        .isPresent();
    }

    void note(String name, Pair pair, Origin origin) {
        note(name, new Entry(pair, origin));
    }

    private void note(String name, Entry entry) {
        changed |= !entry.equals((entry.origin() == Origin.KEPT ? kept : equal).put(name, entry));
        if (entry.origin() != Origin.KEPT) {
            kept.remove(name);
        }
    }

    /** Notes a pair that was found equal; who made it, and through which links, stays remembered. */
    void noteFound(String name, Pair pair) {
        note(
                name,
                base(name)
                        .filter(entry -> entry.pair().local().equals(pair.local()))
                        .map(entry -> new Entry(pair, entry.origin(), entry.way()))
                        .orElse(new Entry(pair, Origin.FOUND)));
    }

    /** Notes through which links a file was reached whose object an upload of ours made. */
    void noteWay(String name, Links.Way way) {
        base(name)
                .filter(entry -> entry.origin() == Origin.SENT)
                .ifPresent(entry -> note(name, new Entry(entry.pair(), Origin.SENT, way)));
    }

    /** The objects that uploads of ours made of files behind links. */
    Map<String, Entry> sentThroughLinks() {
        Map<String, Entry> sent = new HashMap<>();
        equal.forEach((name, entry) -> {
            if (entry.way() != null) {
                sent.put(name, entry);
            }
        });
        return sent;
    }

    void forget(String name) {
        boolean known = equal.remove(name) != null;
        boolean settled = kept.remove(name) != null;
        changed |= known || settled;
    }

    /** The local files that downloads of ours made, with their stamps at that time. */
    Map<String, Stamp> brought() {
        Map<String, Stamp> brought = new HashMap<>();
        equal.forEach((name, entry) -> {
            if (entry.origin() == Origin.BROUGHT) {
                brought.put(name, entry.pair().local());
            }
        });
        return brought;
    }

    /** Writes the record where it changed, in one step. */
    synchronized void save() throws IOException {
        if (!changed) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
        try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
            out.write(FORMAT + "\n" + roots + "\n");
            for (Map<String, Entry> entries : List.of(equal, kept)) {
                for (Map.Entry<String, Entry> each : entries.entrySet()) {
                    out.write(line(each.getKey(), each.getValue()));
                }
            }
            out.write(END + "\n");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        changed = false;
    }
}
