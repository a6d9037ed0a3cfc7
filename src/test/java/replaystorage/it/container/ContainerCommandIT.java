package replaystorage.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.ContainerImage;
import replaystorage.support.DockerContainer;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** How a container starts the user's command, what it passes to it, and how it ends. */
class ContainerCommandIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String AWAITING_TERM =
            "trap 'echo it was told; exit 7' TERM; echo it runs; while :; do sleep 0.1; done";

    private static String parentOf(DockerContainer container, String command) {
        return container
                .exec(
                        "sh",
                        "-c",
                        "for p in /proc/[0-9]*; do if [ \"$(cat $p/comm)\" = " + command
                                + " ]; then echo ${p#/proc/} $(sed -n 's/^PPid:\\t//p' $p/status); fi; done")
                .out()
                .strip();
    }

    @Tag("timing")
    @Test
    void tini_is_process_1_and_the_command_its_child() {
        try (DockerContainer container = DockerContainer.of(ContainerImage.OURS).start("sleep", "infinity")) {
            ProgramProcess.await(
                    "it sleeps", () -> !parentOf(container, "sleep").isEmpty());

            assertThat(parentOf(container, "tini")).isEqualTo("1 0");
            assertThat(parentOf(container, "sleep")).endsWith(" 1");
            assertThat(container.stop(LONG)).isLessThan(SOON);
        }
    }

    @Test
    void without_tini_the_command_is_process_1() {
        try (DockerContainer container =
                DockerContainer.of(ContainerImage.USERS).start("sleep", "infinity")) {
            ProgramProcess.await("it sleeps", () -> parentOf(container, "sleep").equals("1 0"));

            assertThat(container.exec("sh", "-c", "ls -d /proc/[0-9]*").out().lines())
                    .as("it, that sh and ls")
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void container_ends_with_the_status_of_the_command(ContainerImage image) {
        assertThat(DockerContainer.of(image).run("bash", "-c", "exit 41").status())
                .isEqualTo(41);
        assertThat(DockerContainer.of(image).run("true").status()).isZero();
        assertThat(DockerContainer.of(image).run("no-such-command").status()).isEqualTo(127);
    }

    @ParameterizedTest
    @EnumSource
    void command_gets_its_arguments_its_folder_and_the_pod_id(ContainerImage image) {
        Pod.CommandRun run = DockerContainer.of(image)
                .option("--workdir", "/var", "--hostname", "pod7")
                .run("bash", "-c", "echo \"$PWD $POD_ID\"; printf '<%s>' \"$@\"", "-", "a b", "", "*", "$HOME");

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out().lines().toList()).hasSize(2).element(0).asString().matches("/var pod7_\\d{8}");
        assertThat(run.out()).endsWith("<a b><><*><$HOME>");
    }

    @Tag("timing")
    @ParameterizedTest
    @EnumSource
    void command_gets_the_signal(ContainerImage image) {
        try (DockerContainer container = DockerContainer.of(image).start("bash", "-c", AWAITING_TERM)) {
            container.logWith("it runs");

            assertThat(container.stop(LONG)).isLessThan(SOON);

            assertThat(container.end()).isEqualTo(7);
            assertThat(container.log()).contains("it was told");
        }
    }

    @Tag("timing")
    @ParameterizedTest
    @EnumSource
    void container_without_a_command_waits_and_stops_immediately(ContainerImage image) {
        try (DockerContainer container = DockerContainer.of(image).start()) {
            ProgramProcess.await(
                    "its set-up is done", () -> !parentOf(container, "sleep").isEmpty());

            assertThat(container.stop(LONG)).isLessThan(SOON);
            assertThat(container.end()).isEqualTo(143);
        }
    }

    @ParameterizedTest
    @EnumSource
    void terminal_without_a_command_starts_a_shell(ContainerImage image) {
        try (DockerContainer container = DockerContainer.of(image).option("-it").start()) {
            ProgramProcess.await(
                    "there is a shell", () -> !parentOf(container, "bash").isEmpty());
        }
    }

    @Test
    void orphaned_processes_are_reaped() {
        String leaving = "for i in 1 2 3; do (sleep 0.2 &) ; done; sleep 1; cat /proc/[0-9]*/stat; exec sleep infinity";
        try (DockerContainer container = DockerContainer.of(ContainerImage.OURS).start("bash", "-c", leaving)) {
            assertThat(container.logWith("(bash)")).doesNotContain("(sleep) Z").doesNotContain("(sh) Z");
        }
    }

    @ParameterizedTest
    @CsvSource({"OURS,1000,/home/pod", "OURS,4711,/tmp", "USERS,1000,/tmp"})
    void runs_as_another_user(ContainerImage image, String user, String home) {
        DockerContainer.ContainerOptions plan = DockerContainer.of(image)
                .with("LOCAL_STORAGE", "/storage")
                .option("--user", user, "--tmpfs", "/workspace:mode=1777")
                .option("--tmpfs", "/storage/artifacts:mode=1777", "--tmpfs", "/storage/replays:mode=1777");
        if (home.equals("/tmp")) {
            plan = plan.with("HOME", home);
        }

        Pod.CommandRun run = plan.run(
                "bash",
                "-c",
                "id -u; ls -d /workspace/*; echo \"$HOME\"; ls ~/.config/rclone; echo 1 >/workspace/checkpoints/a.bin;"
                        + " sync-all-up --settle 0 && echo synced");

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out())
                .contains(
                        user + "\n", "/workspace/checkpoints\n/workspace/logs\n", home + "\nrclone.conf\n", "synced\n");
        if (image == ContainerImage.OURS) {
            assertThat(run.err()).doesNotContain("Warning");
        }
    }

    @Test
    void read_only_root_and_another_user_cause_no_warning() {
        Pod.CommandRun run = DockerContainer.of(ContainerImage.OURS)
                .with("LOCAL_STORAGE", "/storage")
                .option("--read-only", "--user", "1000", "--tmpfs", "/tmp", "--tmpfs", "/workspace:mode=1777")
                .option("--tmpfs", "/home/pod:uid=1000", "--tmpfs", "/storage:mode=1777")
                .run("sh", "-c", "echo weights >/app/checkpoints/a.pt && ls /workspace/checkpoints");

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out()).contains("a.pt");
        assertThat(run.err()).doesNotContain("Warning", "Error");
    }

    @Test
    void unwritable_rclone_conf_suggests_xdg_config_home() {
        Pod.CommandRun run = DockerContainer.of(ContainerImage.OURS)
                .with("LOCAL_STORAGE", "/storage")
                .option("--read-only", "--tmpfs", "/tmp", "--tmpfs", "/workspace", "--tmpfs", "/storage")
                .run("true");

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).contains("export XDG_CONFIG_HOME=...").doesNotContain("not found - using defaults");
    }
}
