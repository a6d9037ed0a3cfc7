package replaystorage.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs work in background threads: a listing while a local folder is walked, several copies in parallel. */
public final class BackgroundTasks {
    private static final Executor EXECUTOR = Executors.newCachedThreadPool(BackgroundTasks::daemonThread);

    private BackgroundTasks() {}

    /** Starts the work; the supplier waits for its result, or throws its exception. */
    public static <T> Supplier<T> start(Supplier<T> work) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(work, EXECUTOR);
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

    private static Thread daemonThread(Runnable work) {
        Thread thread = new Thread(work, "background");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs the work once, when the result is first needed. */
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

    /** Runs all in parallel. */
    public static void runAll(List<Runnable> all) {
        forEach(all, each -> {
            each.run();
            return true;
        });
    }

    /** Runs the work for each in parallel and returns the results in order; throws an exception after all have ended. */
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
