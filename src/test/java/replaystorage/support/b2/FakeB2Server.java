package replaystorage.support.b2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** A B2 server with one account, whose buckets, keys and errors a test defines. */
public final class FakeB2Server implements AutoCloseable {
    static {
        // Otherwise each answer on a kept-alive connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static FakeB2Server shared;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path folder = Files.createTempDirectory("b2-server");
    private final FakeB2Account account = new FakeB2Account(folder);
    private final B2AuthTokens tokens = new B2AuthTokens();
    private final InjectedErrors faults = new InjectedErrors();
    private final B2ApiDispatcher calls;
    private final Queue<B2ApiCall> requests = new ConcurrentLinkedQueue<>();
    private final Duration latency;

    public FakeB2Server() throws IOException {
        this(0, Duration.ZERO);
    }

    /** @param port 0 for a free one */
    public FakeB2Server(int port, Duration latency) throws IOException {
        this.latency = latency;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        calls = new B2ApiDispatcher(account, tokens, endpoint());
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The server of all suites that inject no errors. */
    public static synchronized FakeB2Server shared() throws IOException {
        if (shared == null) {
            FakeB2Server server = new FakeB2Server();
            Runtime.getRuntime().addShutdownHook(new Thread(server::removeFiles));
            S3Server.served("B2: a server of the tests' own");
            shared = server;
        }
        return shared;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Thread.sleep(latency.toMillis());
            B2HttpRequest request = B2HttpRequest.of(exchange);
            try {
                requests.add(request.toApiCall());
                faults.throwIfMatching(request.toApiCall());
                calls.answer(request);
            } catch (B2ErrorResponse e) {
                calls.refuse(request, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A pod with this storage; the test must still set the buckets. */
    public Pod pod(Path root, B2ApplicationKey key) {
        return new Pod(root)
                .with("B2_ENDPOINT", endpoint())
                .with("B2_KEY_ID", key.id())
                .with("B2_APP_KEY", key.secret());
    }

    /** An rclone whose remote `b2` is this server. */
    public RcloneCli rclone(Path root, B2ApplicationKey key) {
        try {
            Path config = Files.createDirectories(root).resolve("raw-b2.conf");
            Files.writeString(
                    config,
                    "[b2]\ntype = b2\naccount = " + key.id() + "\nkey = " + key.secret() + "\nendpoint = " + endpoint()
                            + "\n[local]\ntype = local\n");
            return new RcloneCli(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void createBucket(String name) {
        account.create(name, Map.of());
    }

    public void put(String bucket, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            StoredContent content = StoredContent.read(new ByteArrayInputStream(bytes), bytes.length, folder);
            account.add(new B2FileVersion(
                    account.id(60),
                    account.named(bucket).orElseThrow(),
                    name,
                    "upload",
                    content,
                    content.sha1(),
                    "application/octet-stream",
                    Map.of(),
                    account.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> buckets() {
        return account.buckets().stream().map(FakeB2Bucket::name).sorted().toList();
    }

    /** The account's master key, which may do everything. */
    public B2ApplicationKey masterKey() {
        return key(B2ApplicationKey.ALL, List.of(), 1);
    }

    void addMasterKey(String id, String secret) {
        account.add(new B2ApplicationKey(id, secret, "test", B2ApplicationKey.ALL, List.of(), "", 1));
    }

    /** A key for all buckets as Backblaze's page creates it; it may create buckets too. */
    public B2ApplicationKey key() {
        return key(B2ApplicationKey.MAKE_BUCKETS, List.of(), 1);
    }

    public B2ApplicationKey keyWithoutNewBuckets() {
        return key(B2ApplicationKey.READ_AND_WRITE, List.of(), 1);
    }

    /** A key for these buckets as Backblaze's page creates it. */
    public B2ApplicationKey keyFor(String... buckets) {
        return key(B2ApplicationKey.READ_AND_WRITE, ids(buckets), 4);
    }

    public B2ApplicationKey keyForPrefix(String bucket, String prefix) {
        B2ApplicationKey key = keyFor(bucket);
        B2ApplicationKey limited = new B2ApplicationKey(
                key.id(), key.secret(), key.name(), key.capabilities(), key.buckets(), prefix, key.oldestApi());
        account.add(limited);
        return limited;
    }

    public B2ApplicationKey readOnlyKeyFor(String... buckets) {
        return key(B2ApplicationKey.READ, ids(buckets), 4);
    }

    private List<String> ids(String... buckets) {
        return Stream.of(buckets)
                .map(name -> account.named(name).orElseThrow().id())
                .toList();
    }

    private B2ApplicationKey key(Set<String> capabilities, List<String> buckets, int oldestApi) {
        B2ApplicationKey key = new B2ApplicationKey(
                account.id(25), "K001" + account.id(27), "test", capabilities, buckets, "", oldestApi);
        account.add(key);
        return key;
    }

    public void failWhen(Predicate<B2ApiCall> which, B2ErrorResponse answer) {
        failWhen(which, Integer.MAX_VALUE, answer);
    }

    /** Fails only the first matching calls. */
    public void failWhen(Predicate<B2ApiCall> which, int times, B2ErrorResponse answer) {
        faults.add(which, times, answer);
    }

    public void removeRules() {
        faults.clear();
    }

    /** Limits the number of requests of each new token. */
    public void setTokenLifetime(int requests) {
        tokens.setLifetime(requests);
    }

    public void expireTokens() {
        tokens.expire();
    }

    public List<B2ApiCall> requests() {
        return List.copyOf(requests);
    }

    public long count(String call) {
        return requests.stream().filter(one -> one.name().equals(call)).count();
    }

    public void forgetRequests() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        removeFiles();
    }

    private void removeFiles() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
