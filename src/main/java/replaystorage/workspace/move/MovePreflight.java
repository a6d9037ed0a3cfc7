package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.host.HumanNumbers;
import replaystorage.host.PosixStat;

/** Checks before a move that everything can be deleted from the old place and fits into the new one. */
public final class MovePreflight {
    private static final Path MOUNT_TABLE = Path.of("/proc/self/mountinfo");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final int POINT_FIELD = 4;

    private MovePreflight() {}

    /** Whether the folder, given by its real path, is or contains a mount point, which cannot be renamed or removed. */
    public static boolean containsMountPoint(Path folder) {
        try (Stream<String> lines = Files.lines(MOUNT_TABLE, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(" ", -1))
                    .filter(fields -> fields.length > POINT_FIELD)
                    .anyMatch(fields -> Path.of(unescape(fields[POINT_FIELD])).startsWith(folder));
        } catch (IOException e) {
            return false;
        }
    }

    private static String unescape(String field) {
        String bytes = ESCAPED.matcher(field)
                .replaceAll(
                        octal -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** @throws IOException with the reason if the move would fail */
    static void requireMovable(Path from, Path to) throws IOException {
        long bytes = bytesToMove(from, to);
        FileStore disk = Files.getFileStore(to);
        boolean isCopied = !Files.getFileStore(from).equals(disk);
        if (isCopied && disk.getTotalSpace() > 0 && bytes > disk.getUsableSpace()) {
            throw new FileSystemException(
                    to.toString(),
                    null,
                    "not enough disk space: " + HumanNumbers.bytes(bytes) + " are needed, "
                            + HumanNumbers.bytes(disk.getUsableSpace()) + " are free");
        }
    }

    private static long bytesToMove(Path folder, Path target) throws IOException {
        long bytes = 0;
        for (Path entry : FolderMove.list(folder)) {
            Path place = target.resolve(entry.getFileName());
            Optional<PosixStat> stat = PosixStat.ofExisting(entry);
            if (stat.filter(PosixStat::isFolder).isPresent()) {
                bytes += bytesToMove(entry, place);
            } else if (stat.filter(PosixStat::isFile).isPresent() && !mayBeThere(stat.get(), place)) {
                bytes += stat.get().size();
            }
        }
        if (Files.exists(folder) && !(Files.isWritable(folder) && Files.isExecutable(folder))) {
            throw new AccessDeniedException(folder.toString());
        }
        return bytes;
    }

    private static boolean mayBeThere(PosixStat file, Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.size(target) == file.size();
    }
}
