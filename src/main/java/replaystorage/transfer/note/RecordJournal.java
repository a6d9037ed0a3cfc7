package replaystorage.transfer.note;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Unsaved notes of one process: a file to which each note is appended at once, so that a kill loses none. It is locked
 * while its process lives; afterwards, whoever saves the record takes over the notes.
 */
final class RecordJournal {
    private static final Duration STALE_AFTER = Duration.ofDays(1);
    private static final String END_OF_LINE_MARK = ".";

    /** If this process opened and closed its own journal, it would release the lock. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path folder;
    private final String record;
    private final String header;
    private Path file;
    private FileOutputStream out;
    private boolean broken;

    /** @param header lines that identify the record */
    RecordJournal(Path folder, String record, String header) {
        this.folder = folder;
        this.record = record;
        this.header = header;
    }

    /** Appends a line of fields. If that fails there is no journal, but nothing else fails. */
    void append(String fields) {
        if (broken) {
            return;
        }
        try {
            if (out == null) {
                create();
            }
            write(fields + "\t" + END_OF_LINE_MARK + "\n");
        } catch (IOException e) {
            // The last line may be half.
            broken = true;
        }
    }

    boolean isComplete() {
        return out != null && !broken;
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path real = folder.toRealPath();
        while (out == null) {
            Path candidate =
                    real.resolve(record + "." + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
            OPEN_HERE.add(candidate);
            if (!candidate.toFile().createNewFile() || !tryOpen(candidate)) {
                OPEN_HERE.remove(candidate);
            }
        }
        write(header);
    }

    private boolean tryOpen(Path candidate) throws IOException {
        FileOutputStream opened = new FileOutputStream(candidate.toFile(), true);
        if (isLockedElsewhere(opened.getChannel())) {
            opened.close();
            return false;
        }
        file = candidate;
        out = opened;
        return true;
    }

    /** Another process that reads the journals may hold the lock for a moment; without locks nobody does. */
    private static boolean isLockedElsewhere(FileChannel channel) {
        try {
            return channel.tryLock() == null;
        } catch (IOException e) {
            return false;
        }
    }

    void delete() throws IOException {
        if (out != null) {
            Files.deleteIfExists(file);
            out.close();
            OPEN_HERE.remove(file);
            out = null;
        }
        broken = false;
    }

    boolean readOthers(Consumer<String[]> lines) {
        boolean any = false;
        for (Path each : otherJournals()) {
            try (FileChannel channel = FileChannel.open(each)) {
                read(channel, lines);
                any = true;
            } catch (IOException e) {
                // Just saved, or unreadable.
            }
        }
        return any;
    }

    /** Journals of ended processes, locked until they are closed. */
    static final class OrphanedJournals implements AutoCloseable {
        private final List<Path> files = new ArrayList<>();
        private final List<FileChannel> channels = new ArrayList<>();

        boolean isEmpty() {
            return files.isEmpty();
        }

        void deleteAll() throws IOException {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }

        @Override
        public void close() throws IOException {
            for (FileChannel channel : channels) {
                channel.close();
            }
        }
    }

    OrphanedJournals readOrphaned(Consumer<String[]> lines) throws IOException {
        OrphanedJournals left = new OrphanedJournals();
        for (Path each : otherJournals()) {
            try {
                FileChannel channel = FileChannel.open(each, StandardOpenOption.READ, StandardOpenOption.WRITE);
                left.channels.add(channel);
                if (isOrphaned(each, channel)) {
                    read(channel, lines);
                    left.files.add(each);
                }
            } catch (NoSuchFileException e) {
                // Its process has saved it.
            }
        }
        return left;
    }

    private static boolean isOrphaned(Path file, FileChannel channel) throws IOException {
        boolean old = Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(Instant.now().minus(STALE_AFTER));
        if (channel.size() == 0 && !old) {
            // It is just being created.
            return false;
        }
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException e) {
            return old;
        }
    }

    private List<Path> otherJournals() {
        String[] names = folder.toFile().list((parent, name) -> name.startsWith(record + "."));
        return names == null
                ? List.of()
                : Stream.of(names)
                        .map(name -> realFolder().resolve(name))
                        .filter(path -> !OPEN_HERE.contains(path))
                        .toList();
    }

    private Path realFolder() {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    /** The reader stays open: closing it would close the channel, and release its lock. */
    private void read(FileChannel channel, Consumer<String[]> lines) throws IOException {
        BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        String[] expected = header.split("\n", -1);
        if (!expected[0].equals(reader.readLine()) || !expected[1].equals(reader.readLine())) {
            return;
        }
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String[] fields = line.split("\t", -1);
            if (fields[fields.length - 1].equals(END_OF_LINE_MARK)) {
                lines.accept(fields);
            }
        }
    }
}
