package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.bench.run.BenchmarkS3Server;
import replaystorage.bench.run.DirectRclone;

/**
 * The pod at the client's end of the network.
 *
 * @param variables of all tools
 */
public record BenchmarkPod(Path folder, String endpoint, Map<String, String> variables) {
    /** The rclone.conf that our program writes. */
    static final String CONF = "home/rclone.conf";

    public static BenchmarkPod of(Path folder, String path, String endpoint) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path config = folder.resolve("line.conf");
        Files.writeString(config, DirectRclone.section(endpoint));
        Map<String, String> variables = new TreeMap<>(Map.of(
                "PATH",
                path,
                "HOME",
                home.toString(),
                "AWS_ACCESS_KEY_ID",
                BenchmarkS3Server.KEY,
                "AWS_SECRET_ACCESS_KEY",
                BenchmarkS3Server.SECRET,
                "AWS_REGION",
                "us-east-1",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "RCLONE_CONFIG",
                config.toString()));
        String java = System.getenv("JAVA_HOME");
        if (java != null) {
            variables.put("JAVA_HOME", java);
        }
        return new BenchmarkPod(folder, endpoint, variables);
    }

    /** The variables that a user would set on a pod. */
    public Map<String, String> ours(Path workspace, String replays, String artifacts) {
        Map<String, String> all = new TreeMap<>(variables);
        all.keySet().removeIf(name -> name.equals("AWS_REGION") || name.startsWith("AWS_EC2"));
        all.put("RCLONE_CONFIG", folder.resolve(CONF).toString());
        all.put("WORKSPACE", workspace.toString());
        all.put("REPLAY_DIR", workspace.resolve("replays").toString());
        all.put("APP_DIR", folder.resolve("app").toString());
        all.put("POD_ID", "bench");
        all.put("S3_ENDPOINT", endpoint);
        all.put("S3_REPLAYS", replays);
        all.put("S3_ARTIFACTS", artifacts);
        return all;
    }

    /** The launcher of this source tree. */
    public static String launcher() {
        return tree().resolve("scripts/replay-storage").toString();
    }

    public static Path tree() {
        return Path.of(System.getProperty("bench.tree", "")).toAbsolutePath();
    }
}
