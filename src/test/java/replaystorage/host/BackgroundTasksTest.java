package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BackgroundTasksTest {
    @Test
    void task_runs_while_its_starter_continues() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Supplier<Boolean> daemon = BackgroundTasks.start(() -> {
            started.countDown();
            await(released);
            return Thread.currentThread().isDaemon();
        });
        started.await();
        released.countDown();
        assertThat(daemon.get()).isTrue();
    }

    @Test
    void get_rethrows_the_failure_of_the_task() {
        CliException failure = new CliException(ExitStatus.USAGE, "no");
        Supplier<Object> task = BackgroundTasks.start(() -> {
            throw failure;
        });
        assertThatThrownBy(task::get).isSameAs(failure);
    }

    @Test
    void runs_tasks_in_parallel_and_returns_results_in_order() {
        CountDownLatch all = new CountDownLatch(3);
        assertThat(BackgroundTasks.forEach(List.of(1, 2, 3), each -> {
                    all.countDown();
                    await(all);
                    return each * 10;
                }))
                .containsExactly(10, 20, 30);
    }

    @Test
    void throws_the_first_failure_after_all_tasks_have_ended() {
        AtomicInteger ended = new AtomicInteger();
        List<Runnable> work = List.of(
                () -> {
                    throw new IllegalStateException("first");
                },
                ended::incrementAndGet,
                () -> {
                    throw new IllegalStateException("third");
                });
        assertThatThrownBy(() -> BackgroundTasks.runAll(work)).hasMessage("first");
        assertThat(ended).hasValue(1);
    }

    @Test
    void lazy_task_runs_once_at_the_first_get() {
        AtomicInteger runs = new AtomicInteger();
        Supplier<Integer> lazy = BackgroundTasks.lazy(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        assertThat(lazy.get() + lazy.get()).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
