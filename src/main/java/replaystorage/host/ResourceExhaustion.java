package replaystorage.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Detects that Java or rclone ran out of memory or threads, and finds the limit that caused it. */
public final class ResourceExhaustion {
    private static final Path PROC_LIMITS = Path.of("/proc/self/limits");
    /** A machine's own limit, which our commands never reach. */
    private static final long MANY_THREADS = 1024;

    private static final String WITHOUT_LIMIT = "ulimit -v unlimited   # if refused: start the job with more memory";

    private static final Pattern GO_THREADS =
            Pattern.compile("^fatal error: newosproc|failed to create new OS thread|pthread_create failed");
    private static final Pattern GO_MEMORY = Pattern.compile(
            "^fatal error: (out of memory|failed to reserve|cannot allocate)|^runtime: (out of memory|cannot allocate)");

    private ResourceExhaustion() {}

    /** Detects the last lines of a Go program that ran out of a resource. */
    public static Optional<CliException> fromRcloneLog(List<String> lines) {
        if (lines.stream().anyMatch(line -> GO_THREADS.matcher(line).find())) {
            return Optional.of(outOfThreads("rclone"));
        }
        return lines.stream().anyMatch(line -> GO_MEMORY.matcher(line).find())
                ? Optional.of(outOfMemory(
                        "rclone", "export RCLONE_TRANSFERS=2   # and run it again; for one run: --transfers 2"))
                : Optional.empty();
    }

    /** @throws CliException 74 if these lines show it */
    public static void throwIfExhausted(List<String> lines) {
        fromRcloneLog(lines).ifPresent(e -> {
            throw e;
        });
    }

    /** Detects that Java ran out of a resource. */
    public static Optional<CliException> fromJavaError(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .filter(OutOfMemoryError.class::isInstance)
                .findFirst()
                .map(error -> String.valueOf(error.getMessage()).contains("native thread")
                        ? outOfThreads("Java")
                        : outOfMemory(
                                "Java", "export REPLAY_STORAGE_JAVA_OPTS=-Xmx1g   # more than the default 512 MB"));
    }

    private static CliException outOfThreads(String who) {
        String processes = limit("Max processes").stream()
                .filter(most -> most < MANY_THREADS)
                .mapToObj(most -> "this user may have " + most + " processes and threads (ulimit -u)")
                .findFirst()
                .orElse(null);
        String why = processes != null
                ? processes
                : virtualMemory().orElse("this machine or container allows no more (pids limit)");
        String way = processes != null || virtualMemory().isEmpty()
                ? "ulimit -u 4096   # or end other processes of this user"
                : WITHOUT_LIMIT;
        return new CliException(ExitStatus.LOCAL, who + " could not start another thread: " + why, way);
    }

    private static CliException outOfMemory(String who, String remedy) {
        Optional<String> limited = virtualMemory();
        return new CliException(
                ExitStatus.LOCAL,
                who + " could not get enough memory"
                        + limited.map(why -> ": " + why).orElse(""),
                limited.isPresent() ? WITHOUT_LIMIT : remedy);
    }

    private static Optional<String> virtualMemory() {
        return limit("Max address space").stream()
                .mapToObj(bytes -> "virtual memory is limited to " + (bytes >> 20) + " MB here (ulimit -v)")
                .findFirst();
    }

    private static OptionalLong limit(String name) {
        try (Stream<String> lines = Files.lines(PROC_LIMITS)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip().split(" +", -1)[0])
                    .filter(soft -> soft.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
