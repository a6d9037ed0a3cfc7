package replaystorage.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A compose stack with its own project name, run by the plugin of docker or by docker-compose. */
public record ComposeProject(List<String> command, Map<String, String> variables) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Skips the test if compose is not installed. */
    public static ComposeProject of(String file, ContainerImage image) {
        String tag = image.tag();
        boolean plugin = DockerCli.run("compose", "version").status() == 0;
        boolean there = plugin || RcloneCli.onPath("docker-compose").isPresent();
        if (!there) {
            S3Server.served("compose: NOT TRIED, since there is neither docker compose nor docker-compose");
        }
        Assumptions.assumeTrue(there, "no compose");
        List<String> command = new ArrayList<>(plugin ? List.of("docker", "compose") : List.of("docker-compose"));
        command.addAll(List.of("-p", "it-" + ProcessHandle.current().pid(), "-f", file));
        return new ComposeProject(command, Map.of("REPLAY_STORAGE_IMAGE", tag, "SYNC_INTERVAL", "2"));
    }

    public Pod.CommandRun run(String... words) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(words));
        return DockerCli.run(PATIENCE, "", variables, all);
    }

    /** Runs a command that must succeed. */
    public void get(String... words) {
        Pod.CommandRun run = run(words);
        if (run.status() != 0) {
            throw new AssertionError(List.of(words) + " ended with " + run.status() + ": " + run.all());
        }
    }
}
