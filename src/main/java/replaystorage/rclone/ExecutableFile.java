package replaystorage.rclone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Tests whether this machine can execute a file; a shell would run anything that the kernel refuses. */
final class ExecutableFile {
    private static final Map<String, Integer> ELF_MACHINES = Map.of("amd64", 62, "aarch64", 183);
    private static final int HEADER_SIZE = 20;

    private ExecutableFile() {}

    /** The reason why it can't be executed, or empty. */
    static Optional<String> defect(Path file) {
        if (!Files.exists(file)) {
            return Optional.of("does not exist");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("is not a file");
        }
        if (!Files.isExecutable(file)) {
            return Optional.of("is not executable");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return defect(in.readNBytes(HEADER_SIZE));
        } catch (IOException e) {
            // Executable but not readable; leave the decision to the kernel.
            return Optional.empty();
        }
    }

    private static Optional<String> defect(byte[] head) {
        if (head.length > 2 && head[0] == '#' && head[1] == '!') {
            return Optional.empty();
        }
        if (head.length < HEADER_SIZE || head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F') {
            return Optional.of("is not a program");
        }
        Integer machine = ELF_MACHINES.get(System.getProperty("os.arch"));
        int its = (head[18] & 0xff) | (head[19] & 0xff) << 8;
        return machine == null || machine == its
                ? Optional.empty()
                : Optional.of("is built for another processor than this " + System.getProperty("os.arch"));
    }
}
