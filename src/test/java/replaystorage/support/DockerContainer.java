package replaystorage.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A container of one of our images, which a test removes at its end. */
public record DockerContainer(String id) implements AutoCloseable {

    /** Options of a container; it uses the host's network, where the tests' storage is. */
    public record ContainerOptions(ContainerImage image, Map<String, String> variables, List<String> options) {
        public ContainerOptions option(String... words) {
            List<String> more = new ArrayList<>(options);
            more.addAll(List.of(words));
            return new ContainerOptions(image, variables, List.copyOf(more));
        }

        /** Sets a variable; null removes it. */
        public ContainerOptions with(String variable, String value) {
            Map<String, String> changed = new TreeMap<>(variables);
            if (value == null) {
                changed.remove(variable);
            } else {
                changed.put(variable, value);
            }
            return new ContainerOptions(image, changed, options);
        }

        public DockerContainer start(String... command) {
            return new DockerContainer(DockerCli.get(words("-d", command)));
        }

        /** Runs the command and waits for its end. */
        public Pod.CommandRun run(String... command) {
            return DockerCli.run(words("--rm", command));
        }

        private String[] words(String how, String... command) {
            List<String> words = new ArrayList<>(List.of("run", how, "--network", "host"));
            variables.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
            words.addAll(options);
            words.add(image.tag());
            words.addAll(List.of(command));
            return words.toArray(String[]::new);
        }
    }

    public static ContainerOptions of(ContainerImage image) {
        return new ContainerOptions(image, Map.of(), List.of());
    }

    /** Uses this storage, and syncs nothing at the start. */
    public static ContainerOptions of(ContainerImage image, StorageFixture depot) {
        ContainerOptions plan = of(image);
        for (String name :
                List.of("S3_ENDPOINT", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "S3_REPLAYS", "S3_ARTIFACTS")) {
            plan = plan.with(name, depot.pod().environment().get(name));
        }
        return plan;
    }

    /** Runs a command in the container, with its variables. */
    public Pod.CommandRun exec(String... words) {
        List<String> command = new ArrayList<>(List.of("exec", id));
        command.addAll(List.of(words));
        return DockerCli.run(command.toArray(String[]::new));
    }

    /** Runs a command as an SSH login does: in a login shell, without the container's variables. */
    public Pod.CommandRun session(String line) {
        return exec("env", "-i", "HOME=/root", "USER=root", "SHELL=/bin/bash", "bash", "-lc", line);
    }

    /** Waits until the log contains a text. */
    public String logWith(String text) {
        ProgramProcess.await(text + " is in the log:\n" + log(), () -> log().contains(text));
        return log();
    }

    public String log() {
        return DockerCli.run("logs", id).all();
    }

    /** Waits for the end. @return the exit status */
    public int end() {
        return Integer.parseInt(DockerCli.get("wait", id));
    }

    /** Sends SIGTERM, and SIGKILL after the grace period, as `docker stop`. @return the duration */
    public Duration stop(Duration grace) {
        return InstalledProgram.time(() -> DockerCli.get("stop", "-t", String.valueOf(grace.toSeconds()), id));
    }

    @Override
    public void close() {
        DockerCli.get("rm", "-f", "-v", id);
    }
}
