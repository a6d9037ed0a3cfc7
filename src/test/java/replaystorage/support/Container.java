package replaystorage.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A container of one of our images, for as long as a test lasts. */
public record Container(String id) implements AutoCloseable {

    /** What it is started with; on the host's network, where the tests' storage is. */
    public record Plan(Image image, Map<String, String> variables, List<String> options) {
        public Plan option(String... words) {
            List<String> more = new ArrayList<>(options);
            more.addAll(List.of(words));
            return new Plan(image, variables, List.copyOf(more));
        }

        /** Sets a variable; null takes it away. */
        public Plan with(String variable, String value) {
            Map<String, String> changed = new TreeMap<>(variables);
            if (value == null) {
                changed.remove(variable);
            } else {
                changed.put(variable, value);
            }
            return new Plan(image, changed, options);
        }

        public Container start(String... command) {
            return new Container(Docker.get(words("-d", command)));
        }

        /** Runs the command to its end. */
        public Pod.Run run(String... command) {
            return Docker.run(words("--rm", command));
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

    public static Plan of(Image image) {
        return new Plan(image, Map.of(), List.of());
    }

    /** With this storage, and nothing synced at the start. */
    public static Plan of(Image image, Depot depot) {
        Plan plan = of(image);
        for (String name :
                List.of("S3_ENDPOINT", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "S3_REPLAYS", "S3_ARTIFACTS")) {
            plan = plan.with(name, depot.pod().environment().get(name));
        }
        return plan;
    }

    /** Runs a command in it, with the variables that it was started with. */
    public Pod.Run exec(String... words) {
        List<String> command = new ArrayList<>(List.of("exec", id));
        command.addAll(List.of(words));
        return Docker.run(command.toArray(String[]::new));
    }

    /** The same as a login over SSH has it: a login shell, and none of those variables. */
    public Pod.Run session(String line) {
        return exec("env", "-i", "HOME=/root", "USER=root", "SHELL=/bin/bash", "bash", "-lc", line);
    }

    /** Its log once this is in it. */
    public String logWith(String text) {
        Program.await(text + " is in the log:\n" + log(), () -> log().contains(text));
        return log();
    }

    public String log() {
        return Docker.run("logs", id).all();
    }

    /** Waits for its end. @return its exit status */
    public int end() {
        return Integer.parseInt(Docker.get("wait", id));
    }

    /** As `docker stop` does it: SIGTERM, and after this time SIGKILL. @return how long it took */
    public Duration stop(Duration grace) {
        return InstalledProgram.time(() -> Docker.get("stop", "-t", String.valueOf(grace.toSeconds()), id));
    }

    @Override
    public void close() {
        Docker.get("rm", "-f", "-v", id);
    }
}
