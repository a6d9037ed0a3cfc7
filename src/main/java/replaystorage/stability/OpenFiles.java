package replaystorage.stability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Files that some process has open for writing, from /proc.
 *
 * @param incomplete true if a file belongs to another user, whose processes we may not inspect
 */
record OpenFiles(Set<Object> inodes, boolean incomplete) {
    private static final Path PROCESSES = Path.of("/proc");
    private static final int ACCESS_MODE = 3;

    /** Looks for these files only, by name first, which touches no file system that may hang. */
    static OpenFiles findAmong(Supplier<Stream<Path>> files) {
        Set<String> names = new HashSet<>();
        files.get().forEach(file -> names.add(realName(file)));
        Set<Object> inodes = new HashSet<>();
        boolean blind = false;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                blind |= !inspectProcess(process, names, inodes);
            }
        } catch (IOException | DirectoryIteratorException e) {
            blind = true;
        }
        return new OpenFiles(inodes, blind && files.get().anyMatch(OpenFiles::isForeign));
    }

    private static String realName(Path file) {
        try {
            Path real = Files.isSymbolicLink(file) ? file.toRealPath() : file;
            return real.getFileName().toString();
        } catch (IOException e) {
            return "";
        }
    }

    boolean contains(Path file) {
        try {
            return !inodes.isEmpty() && inodes.contains(Files.getAttribute(file, "unix:fileKey"));
        } catch (IOException e) {
            return false;
        }
    }

    /** A file of our own user is written by our own user's processes. */
    private static boolean isForeign(Path file) {
        try {
            return !Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean inspectProcess(Path process, Set<String> names, Set<Object> inodes) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                inspectDescriptor(process, descriptor, names, inodes);
            }
            return true;
        } catch (AccessDeniedException e) {
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // The process has ended.
            return true;
        }
    }

    private static void inspectDescriptor(Path process, Path descriptor, Set<String> names, Set<Object> inodes) {
        try {
            Path target = Files.readSymbolicLink(descriptor);
            Path name = target.getFileName();
            if (name != null
                    && names.contains(name.toString())
                    && isWriting(process.resolve("fdinfo").resolve(descriptor.getFileName()))) {
                inodes.add(Files.getAttribute(descriptor, "unix:fileKey"));
            }
        } catch (IOException | UncheckedIOException e) {
            // The file was closed.
        }
    }

    private static boolean isWriting(Path info) throws IOException {
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("flags:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("flags:".length()).strip(), 8))
                    .anyMatch(flags -> (flags & ACCESS_MODE) != 0);
        }
    }
}
