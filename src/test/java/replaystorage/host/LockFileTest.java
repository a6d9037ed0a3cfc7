package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    private static final Duration SHORT = Duration.ofMillis(30);

    @TempDir
    Path folder;

    @Test
    void lock_has_only_one_holder_until_closed() throws IOException {
        Path file = folder.resolve("sub/a.lock");
        try (LockFile first = LockFile.tryAcquire(file).orElseThrow()) {
            assertThat(LockFile.tryAcquire(file)).isEmpty();
            assertThat(LockFile.acquire(file, SHORT)).isEmpty();
            assertThat(LockFile.tryAcquireShared(file)).isEmpty();
            assertThat(first.runHolding(() -> 3)).isEqualTo(3);
        }
        LockFile.acquire(file, SHORT).orElseThrow().close();
        assertThat(file).exists();
    }

    @Test
    void path_through_a_link_is_the_same_lock() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (LockFile held = LockFile.tryAcquire(real.resolve("a.lock")).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(LockFile.tryAcquire(link.resolve("a.lock"))).isEmpty();
        }
    }

    @Test
    void waiting_acquire_gets_the_lock_when_it_is_closed() throws Exception {
        Path file = folder.resolve("a.lock");
        LockFile held = LockFile.tryAcquire(file).orElseThrow();
        Thread closer = new Thread(() -> {
            try {
                Thread.sleep(SHORT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            held.close();
        });
        closer.start();
        LockFile.acquire(file, Duration.ofSeconds(10)).orElseThrow().close();
        closer.join();
    }

    @Test
    void interrupted_thread_gets_the_lock_and_stays_interrupted() throws IOException {
        Thread.currentThread().interrupt();
        LockFile.tryAcquire(folder.resolve("a.lock")).orElseThrow().close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void kernel_lists_the_lock() throws Exception {
        Path file = folder.resolve("a.lock");
        try (LockFile held = LockFile.tryAcquire(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(Files.readString(Path.of("/proc/locks")))
                    .contains(":" + Files.getAttribute(file, "unix:ino") + " ");
        }
    }

    @Test
    void throws_a_file_system_exception_if_the_file_cannot_be_created() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("a.lock"));
        assertThatThrownBy(() -> LockFile.tryAcquire(taken)).isInstanceOf(FileSystemException.class);
    }
}
