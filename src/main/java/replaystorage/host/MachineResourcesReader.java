package replaystorage.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads the limits of the machine and of its cgroups (versions 1 and 2). */
public final class MachineResourcesReader {
    /** Version 1 writes no limit as the largest number of whole pages. */
    private static final long UNLIMITED = 1L << 60;

    private final Path root;
    private final int cores;

    private MachineResourcesReader(Path root, int cores) {
        this.root = root;
        this.cores = cores;
    }

    public static MachineResources readHost() {
        return new MachineResourcesReader(Path.of("/"), Runtime.getRuntime().availableProcessors()).read();
    }

    /** Reads /proc and /sys below another root. */
    static MachineResources readBelow(Path root, int cores) {
        return new MachineResourcesReader(root, cores).read();
    }

    private MachineResources read() {
        return new MachineResources(cores, memory(), openFiles());
    }

    private MachineResources.Memory memory() {
        return lines("proc/self/cgroup")
                .flatMap(this::cgroupsOf)
                .reduce(hostMemory(), MachineResources.Memory::min, MachineResources.Memory::min);
    }

    /** A line of /proc/self/cgroup is `ID:CONTROLLERS:PATH`; version 2 has no controllers. */
    private Stream<MachineResources.Memory> cgroupsOf(String line) {
        String[] parts = line.split(":", 3);
        if (parts.length < 3) {
            return Stream.empty();
        }
        if (parts[1].isEmpty()) {
            return Stream.of("sys/fs/cgroup", "sys/fs/cgroup/unified")
                    .flatMap(mount -> withParents(mount, parts[2]))
                    .flatMap(folder -> cgroupMemory(folder, "memory.max", "memory.current", "").stream());
        }
        return List.of(parts[1].split(",")).contains("memory")
                ? withParents("sys/fs/cgroup/memory", parts[2])
                        .flatMap(folder ->
                                cgroupMemory(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_")
                                        .stream())
                : Stream.empty();
    }

    /** A cgroup also limits its descendants. In a container, the mount may start at the container's own cgroup, so the path is not below it. */
    private Stream<Path> withParents(String mount, String path) {
        Path top = root.resolve(mount);
        Path group = top.resolve(path.replaceFirst("^/+", "")).normalize();
        return group.startsWith(top)
                ? Stream.iterate(group, folder -> folder.startsWith(top), Path::getParent)
                : Stream.of(top);
    }

    private static Optional<MachineResources.Memory> cgroupMemory(
            Path folder, String limitFile, String usedFile, String prefix) {
        OptionalLong limit = number(folder.resolve(limitFile));
        OptionalLong used = number(folder.resolve(usedFile));
        if (limit.isEmpty() || used.isEmpty() || limit.getAsLong() >= UNLIMITED) {
            return Optional.empty();
        }
        // Includes the page cache, which the kernel reclaims before it kills a process.
        long cache = lines(folder.resolve("memory.stat"))
                .filter(line -> line.startsWith(prefix + "inactive_file ") || line.startsWith(prefix + "active_file "))
                .flatMapToLong(line -> digits(line.substring(line.indexOf(' ') + 1)))
                .sum();
        long free = Math.max(0, limit.getAsLong() - Math.max(0, used.getAsLong() - cache));
        return Optional.of(new MachineResources.Memory(limit, free, "cgroup"));
    }

    private MachineResources.Memory hostMemory() {
        OptionalLong total = kilobytes("MemTotal:");
        OptionalLong free = kilobytes("MemAvailable:");
        return total.isPresent() && free.isPresent()
                ? new MachineResources.Memory(total, free.getAsLong(), "the machine")
                : MachineResources.Memory.UNKNOWN;
    }

    private OptionalLong kilobytes(String key) {
        return lines("proc/meminfo")
                .filter(line -> line.startsWith(key))
                .flatMapToLong(line -> digits(line.substring(key.length()).replace("kB", "")))
                .map(kilobytes -> kilobytes << 10)
                .findFirst();
    }

    /** The soft limit, which children inherit; it can't exceed the hard limit that follows it. */
    private OptionalLong openFiles() {
        String key = "Max open files";
        return lines("proc/self/limits")
                .filter(line -> line.startsWith(key))
                .flatMapToLong(
                        line -> digits(line.substring(key.length()).strip().replaceFirst("\\s.*", "")))
                .findFirst();
    }

    private static OptionalLong number(Path file) {
        return lines(file).flatMapToLong(MachineResourcesReader::digits).findFirst();
    }

    private static LongStream digits(String text) {
        String stripped = text.strip();
        boolean isNumber = !stripped.isEmpty()
                && stripped.length() <= 18 + 1
                && stripped.chars().allMatch(each -> each >= '0' && each <= '9');
        return isNumber
                ? LongStream.of(Long.parseUnsignedLong(stripped)).filter(value -> value >= 0)
                : LongStream.empty();
    }

    private Stream<String> lines(String file) {
        return lines(root.resolve(file));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
