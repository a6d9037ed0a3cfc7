package replaystorage.support;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Fakes hosts with fixed addresses: a proxy that redirects to this server, and a certificate that the pod trusts. */
public final class FakeHttpsHosts implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private final ServerSocket proxy;
    private final Path certificate;

    public FakeHttpsHosts(Path folder, HttpHandler handler, String... hosts) throws IOException {
        Path store = Files.createDirectories(folder).resolve("keys.p12");
        certificate = folder.resolve("certificate.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=peer",
                "-ext",
                "san=" + Stream.of(hosts).map(host -> "dns:" + host).collect(Collectors.joining(",")),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "peer",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString(),
                "-file",
                certificate.toString());
        InetAddress here = InetAddress.getLoopbackAddress();
        server = HttpsServer.create(new InetSocketAddress(here, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
        proxy = new ServerSocket(0, 50, here);
        threads.execute(this::accept);
    }

    private static void keytool(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static SSLContext context(Path store) throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The address without the proxy; its certificate is for localhost. */
    public String endpoint() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    public Path certificate() {
        return certificate;
    }

    public void configure(Pod pod) {
        pod.with("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort())
                .with("NO_PROXY", "none")
                .with("SSL_CERT_FILE", certificate.toString());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = proxy.accept();
                threads.execute(() -> connect(client));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket us = new Socket(
                        InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            InputStream in = client.getInputStream();
            for (int last = 0; last != 0x0D0A0D0A; ) {
                last = last << 8 | in.read();
            }
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.execute(() -> pass(us, client));
            in.transferTo(us.getOutputStream());
        } catch (IOException e) {
            // The client closed the connection on purpose.
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
