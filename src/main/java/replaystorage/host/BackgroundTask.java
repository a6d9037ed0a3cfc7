package replaystorage.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Work that goes on while its starter does something else: a question to the storage while the folder is walked, copies side by side. */
public final class BackgroundTask {
    private BackgroundTask() {}

    /** Starts the work; who gets its result waits for it, and is thrown what it threw. */
    public static <T> Supplier<T> start(Supplier<T> work) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(work, BackgroundTask::startThread);
        return () -> {
            try {
                return answer.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        };
    }

    private static void startThread(Runnable task) {
        Thread thread = new Thread(task, "background");
        thread.setDaemon(true);
        thread.start();
    }

    /** Not before it is asked for, and then once. */
    public static <T> Supplier<T> lazy(Supplier<T> work) {
        return new Supplier<>() {
            private T result;

            @Override
            public synchronized T get() {
                if (result == null) {
                    result = work.get();
                }
                return result;
            }
        };
    }

    /** Does all of it side by side. */
    public static void runAll(List<Runnable> all) {
        forEach(all, each -> {
            each.run();
            return true;
        });
    }

    /** Does the same for each, all side by side; the results are in their order. What one throws is thrown when all have ended. */
    public static <T, R> List<R> forEach(List<T> all, Function<T, R> work) {
        List<Supplier<R>> others =
                all.stream().skip(1).map(each -> start(() -> work.apply(each))).toList();
        List<R> results = new ArrayList<>();
        RuntimeException thrown = null;
        for (int i = 0; i < all.size(); i++) {
            try {
                results.add(i == 0 ? work.apply(all.get(0)) : others.get(i - 1).get());
            } catch (RuntimeException e) {
                thrown = thrown == null ? e : thrown;
            }
        }
        if (thrown != null) {
            throw thrown;
        }
        return results;
    }
}
