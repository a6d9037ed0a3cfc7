package replaystorage.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import replaystorage.host.Environment;
import replaystorage.host.IoErrorText;

/** Names and tests the proxies that rclone takes from the environment: a broken one looks like a storage that does not answer. */
public final class ProxyCheck implements Check {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443, "socks5", 1080, "socks5h", 1080);

    private final Environment environment;

    public ProxyCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        for (String kind : List.of("HTTPS", "HTTP")) {
            String name = kind + "_PROXY";
            String used = environment.get(name).isPresent() ? name : name.toLowerCase(Locale.ROOT);
            environment.get(used).ifPresent(value -> findings.add(look(kind, used, value)));
        }
        return findings;
    }

    private Finding look(String kind, String name, String value) {
        URI proxy;
        try {
            proxy = new URI(value.contains("://") ? value : "http://" + value);
        } catch (URISyntaxException e) {
            return Finding.warning(name + " is not an address such as http://host:port", "unset " + name);
        }
        Integer usual =
                proxy.getScheme() == null ? null : PORTS.get(proxy.getScheme().toLowerCase(Locale.ROOT));
        if (proxy.getHost() == null || usual == null) {
            return Finding.warning(name + " is not an address such as http://host:port", "unset " + name);
        }
        int port = proxy.getPort() < 0 ? usual : proxy.getPort();
        String shown = proxy.getScheme() + "://" + proxy.getHost() + ":" + port;
        String says = name + ": requests by " + kind.toLowerCase(Locale.ROOT) + " go through " + shown
                + environment
                        .get("NO_PROXY")
                        .or(() -> environment.get("no_proxy"))
                        .map(not -> ", but to " + not)
                        .orElse("");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(proxy.getHost(), port), TIMEOUT_MILLIS);
            return Finding.ok(says);
        } catch (IOException e) {
            return Finding.warning(
                    says + "; it can't be reached: "
                            + (new InetSocketAddress(proxy.getHost(), port).isUnresolved()
                                    ? "no such host"
                                    : IoErrorText.describe(e)),
                    "unset " + name);
        }
    }
}
