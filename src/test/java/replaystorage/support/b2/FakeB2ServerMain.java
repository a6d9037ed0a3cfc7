package replaystorage.support.b2;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Runs the server until it is stopped, then prints the requests; for benchmarks. */
public final class FakeB2ServerMain {
    private FakeB2ServerMain() {}

    /** Arguments: port, key id, key, additional milliseconds per request (0), and the buckets to create. */
    public static void main(String[] arguments) throws IOException {
        FakeB2Server server =
                new FakeB2Server(Integer.parseInt(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[3])));
        server.addMasterKey(arguments[1], arguments[2]);
        for (int i = 4; i < arguments.length; i++) {
            server.createBucket(arguments[i]);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
        System.out.println(server.endpoint());
    }

    private static void end(FakeB2Server server) {
        Map<String, Long> counts = new TreeMap<>();
        server.requests().forEach(call -> counts.merge(call.billed() + " " + call.name(), 1L, Long::sum));
        counts.forEach((call, count) -> System.out.println(count + " " + call));
        server.close();
    }
}
