package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.bench.BenchContext;
import replaystorage.bench.run.ExpectedFiles;
import replaystorage.support.b2.B2ApplicationKey;

/** A pod with a B2 bucket. */
public record B2BenchmarkPod(Path folder, Map<String, String> variables) {

    /** A command that downloads the bucket to a folder. */
    public interface DownloadCommand {
        List<String> to(String folder);
    }

    public static B2BenchmarkPod of(BenchContext ground, String endpoint, B2ApplicationKey key, String bucket)
            throws IOException {
        Path folder = Files.createDirectories(ground.folder().resolve("b2"));
        Map<String, String> variables = new TreeMap<>(Map.of(
                "PATH",
                ground.tools().path(),
                "HOME",
                ground.folder().resolve("home").toString(),
                "RCLONE_CONFIG",
                folder.resolve("rclone.conf").toString(),
                "APP_DIR",
                folder.resolve("app").toString(),
                "B2_ENDPOINT",
                endpoint,
                "B2_KEY_ID",
                key.id(),
                "B2_APP_KEY",
                key.secret(),
                "B2_BUCKET",
                bucket));
        // For Backblaze's own client.
        variables.putAll(Map.of(
                "B2_APPLICATION_KEY_ID",
                key.id(),
                "B2_APPLICATION_KEY",
                key.secret(),
                "B2_ENVIRONMENT",
                endpoint,
                "B2_ACCOUNT_INFO",
                folder.resolve("account").toString()));
        return new B2BenchmarkPod(folder, variables);
    }

    public Map<String, String> ours(Path workspace) {
        Map<String, String> all = new TreeMap<>(variables);
        all.keySet()
                .removeAll(List.of("B2_APPLICATION_KEY_ID", "B2_APPLICATION_KEY", "B2_ENVIRONMENT", "B2_ACCOUNT_INFO"));
        all.put("WORKSPACE", workspace.toString());
        all.put("REPLAY_DIR", workspace.resolve("replays").toString());
        return all;
    }

    public Path fresh(String name) throws IOException {
        Path fresh = folder.resolve(name);
        ExpectedFiles.delete(fresh);
        return Files.createDirectories(fresh);
    }

    /** Another tool, with the rclone.conf that our program wrote. */
    public BenchmarkContender other(String tool, ExpectedFiles contents, DownloadCommand bringing) {
        return new BenchmarkContender(tool, run -> {
            Path to = fresh("other");
            return new BenchmarkContender.PreparedRun(
                    bringing.to(to + "/"), variables, launch -> contents.differencesFrom(ExpectedFiles.of(to)));
        });
    }
}
