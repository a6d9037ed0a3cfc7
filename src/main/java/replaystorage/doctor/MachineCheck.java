package replaystorage.doctor;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import replaystorage.progress.Figures;
import replaystorage.settings.Environment;

/** Java, the locale, and what the machine or the container allows. */
public final class MachineCheck implements Check {
    /** A large file takes 4 parts of 96 MiB with some backends. */
    private static final long LITTLE_MEMORY = 1_000_000_000;

    /** Sockets and files of 64 transfers, and their pipes. */
    private static final long FEW_FILES = 512;

    private final Environment environment;

    public MachineCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.ok("Java " + System.getProperty("java.version") + " at " + System.getProperty("java.home")));
        String charset = System.getProperty("sun.jnu.encoding", "");
        if (!Charset.isSupported(charset)
                || !Charset.forName(charset).equals(java.nio.charset.StandardCharsets.UTF_8)) {
            findings.add(Finding.warning(
                    "the locale's charset is " + charset + ": names beyond it can't be read", "export LC_ALL=C.UTF-8"));
        }
        OptionalLong memory = memoryLimit();
        if (memory.isPresent()
                && memory.getAsLong() < LITTLE_MEMORY
                && environment.get("RCLONE_TRANSFERS").isEmpty()) {
            findings.add(Finding.warning(
                    "only " + Figures.bytes(memory.getAsLong())
                            + " of memory: many large files at a time may be too much",
                    "export RCLONE_TRANSFERS=4"));
        }
        OptionalLong files = openFiles();
        if (files.isPresent() && files.getAsLong() < FEW_FILES) {
            findings.add(Finding.warning(
                    "only " + files.getAsLong() + " files may be open at a time: many transfers need more",
                    "ulimit -n 4096   # refused: export RCLONE_TRANSFERS=4"));
        }
        return findings;
    }

    /** Of the container, by version 2 or 1 of control groups. */
    private static OptionalLong memoryLimit() {
        return Stream.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
                .map(MachineCheck::read)
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static OptionalLong openFiles() {
        return read("/proc/self/limits").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().replaceFirst(" .*", ""))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
