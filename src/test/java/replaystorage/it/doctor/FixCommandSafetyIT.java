package replaystorage.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Runs the suggested commands that delete, move or overwrite, and checks that no data is lost. */
class FixCommandSafetyIT {
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

    /** Commands that may lose data. */
    private static final Pattern DANGEROUS = Pattern.compile(
            "(?<![\\w-])(?:rm|mv|ln|rmdir|truncate|dd|shred|unlink) [-\"'/$]"
                    + "|rclone (?:cleanup|delete|deletefile|purge|rmdirs?|sync|move|moveto|dedupe|mkdir|config (?:delete|update|create))\\b"
                    + "|backend [a-z-]*(?:cleanup|lifecycle|restore|set)[a-z-]*|cleanup-hidden|(?<![\\w-])--(?:delete|force)\\b|>\\\\?\"\\$");

    /** The source of each such command, and the test that runs it. */
    private static final List<String> TRIED = List.of(
            "b2.yaml backend lifecycle: UnfinishedUploadsIT.b2_remedy_keeps_every_version_of_every_file",
            "s3.yaml backend cleanup: UnfinishedUploadsIT.s3_remedy_aborts_only_uploads_older_than_a_day",
            "s3.yaml backend restore: makes a copy of an archived object that can be read; by rclone's source nothing else",
            "ArtifactTransfers.java rclone dedupe: renames; by rclone's source it deletes only what has an equal twin",
            "CommandSymlinksCheck.java ln -: foreign_command_with_a_helpers_name_and_its_old_copy_stay",
            "CommandSymlinksCheck.java mv: foreign_command_with_a_helpers_name_and_its_old_copy_stay",
            "ConfFile.java mv: folder_at_the_path_of_rclone_conf_stays_with_its_files",
            "mistakes.yaml rclone config update: changes the endpoint of that section, and no other key",
            "DemoCommand.java rm -: of a folder that the demo made",
            "DownCommand.java --force: down_force_keeps_existing_files",
            "FetchCommand.java --delete: MirrorDeletionIT",
            "ReplayFetch.java --delete: a message, and no line",
            "WorkspaceSetup.java rm: only_the_broken_link_is_removed",
            "PasteableCommand.java >: secret_file_is_never_emptied",
            "SnapshotRestore.java --force: down_force_keeps_existing_files",
            "SnapshotCreation.java rclone deletefile: only_the_marker_of_a_dead_pod_is_deleted",
            "RcloneCommands.java --delete: a flag of ours, and no line",
            "UploadCommand.java --delete: MirrorDeletionIT",
            "UploadCommand.java --force: MirrorDeletionIT",
            "WorkspaceCheck.java ln -: link_to_another_folder_is_corrected_and_that_folder_stays",
            "WorkspaceCheck.java rm: only_the_broken_link_is_removed");

    @TempDir
    Path root;

    private MisconfiguredPod patient;
    private Pod pod;

    @BeforeEach
    void setUp() {
        patient = MisconfiguredPod.at(root);
        pod = patient.pod();
    }

    /** Runs the command below a finding of doctor. */
    private void paste(Pod.CommandRun sick, String about, String says) {
        DoctorProblem mistake = DoctorProblem.found(about, says);
        assertThat(MisconfiguredPod.findProblem(sick, mistake)).as(sick.out()).isNotNull();
        patient.runFixCommand(MisconfiguredPod.fixCommand(sick, mistake));
    }

    @Test
    void each_dangerous_fix_command_is_tested_here() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Path file : files(Path.of("src/main/java"), Path.of("rclone-templates"), Path.of("src/main/resources"))) {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = DANGEROUS.matcher(lines(file, line));
                while (matcher.find()) {
                    found.add(file.getFileName() + " "
                            + matcher.group().replaceAll("[\"'/$\\\\]", "").strip());
                }
            }
        }
        assertThat(found)
                .hasSizeGreaterThan(15)
                .allSatisfy(place ->
                        assertThat(TRIED).anySatisfy(tried -> assertThat(tried).startsWith(place + ":")));
    }

    /** The strings of a line of Java, or the command of a template. */
    private static String lines(Path file, String line) {
        if (!file.toString().endsWith(".java")) {
            return line.matches("\\s+(?:remedy|remove|otherwise): .*") ? line : "";
        }
        if (line.strip().startsWith("*") || line.strip().startsWith("/*")) {
            return "";
        }
        Matcher text = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"").matcher(line);
        StringBuilder texts = new StringBuilder();
        while (text.find()) {
            texts.append(text.group()).append('\n');
        }
        return texts.toString();
    }

    private static List<Path> files(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> file.toString().matches(".*\\.(?:java|yaml)"))
                        .forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void foreign_command_with_a_helpers_name_and_its_old_copy_stay() throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        assertThat(InstalledProgram.on(pod).run("entrypoint").status()).isZero();
        Files.delete(bin.resolve("sync-all-up"));
        Files.writeString(bin.resolve("sync-all-up"), "theirs");
        Files.writeString(bin.resolve("sync-all-up.old"), "theirs of last year");

        paste(InstalledProgram.on(pod).run("doctor"), "commands", "replaced by another program: sync-all-up");

        assertThat(bin.resolve("sync-all-up.old")).hasContent("theirs of last year");
        assertThat(bin.resolve("sync-all-up.old.old")).hasContent("theirs");
        assertThat(InstalledProgram.on(pod).run("doctor").out()).contains("all 10 in " + bin);
    }

    @Test
    void only_the_broken_link_is_removed() throws IOException {
        Pod.write(root, "app/checkpoints/a.pt", "weights", OLD);
        Path target = pod.workspace().resolve("checkpoints");
        Files.createSymbolicLink(target, root.resolve("volume is not there"));

        paste(pod.run("doctor"), "workspace", "is a broken link");

        assertThat(target).isEmptyDirectory();
        assertThat(root.resolve("app/checkpoints/a.pt")).hasContent("weights");
    }

    @Test
    void link_to_another_folder_is_corrected_and_that_folder_stays() throws IOException {
        Path elsewhere = Pod.write(root, "elsewhere/train.log", "a log", OLD);
        Path kept = pod.write("logs/old.log", "an older log", OLD);
        Files.createDirectories(root.resolve("app"));
        Files.createSymbolicLink(root.resolve("app/logs"), elsewhere.getParent());

        paste(pod.run("doctor"), "workspace", "links to another folder");

        assertThat(elsewhere).hasContent("a log");
        assertThat(kept).hasContent("an older log");
    }

    @Test
    void a_section_of_another_type_stays_in_rclone_conf() throws IOException {
        Files.createDirectories(pod.conf().getParent());
        String theirs = "[minio]\ntype = b2\naccount = 0123456789ab\nkey = only-here\n";
        Files.writeString(pod.conf(), theirs);

        paste(pod.run("doctor"), "storage", "is of type b2");

        assertThat(pod.conf()).hasContent(theirs);
        assertThat(pod.run("ls").status()).isZero();
    }

    @Test
    void folder_at_the_path_of_rclone_conf_stays_with_its_files() throws IOException {
        Pod.write(pod.conf(), "theirs", "data", OLD);
        Pod.write(pod.conf().resolveSibling("rclone.conf.folder"), "earlier", "more data", OLD);
        Pod.CommandRun sick = pod.run("ls");
        assertThat(sick.status()).as(sick.all()).isNotZero();

        patient.runFixCommand(remedy(sick));

        assertThat(pod.run("ls").status()).isZero();
        try (Stream<Path> all = Files.walk(pod.conf().getParent())) {
            assertThat(all.map(file -> file.getFileName().toString())).contains("theirs", "earlier");
        }
    }

    @Test
    void secret_file_is_never_emptied() throws IOException {
        Path secret = Pod.write(root, "secret", "'" + S3Server.SECRET + "'\n\n", OLD);
        pod.with("AWS_SECRET_ACCESS_KEY", null).with("AWS_SECRET_ACCESS_KEY_FILE", secret.toString());
        Pod.CommandRun sick = pod.run("doctor");
        DoctorProblem mistake = DoctorProblem.found("storage", "has quotes around it");
        assertThat(MisconfiguredPod.findProblem(sick, mistake)).as(sick.out()).isNotNull();
        String line = MisconfiguredPod.fixCommand(sick, mistake);
        String tools = Files.createDirectories(root.resolve("tools")).toString();
        Files.createSymbolicLink(Path.of(tools, "cat"), Path.of("/bin/cat"));

        pasteWithout(line, tools);
        assertThat(secret).as("where sed and tr are missing").content().contains(S3Server.SECRET);

        patient.runFixCommand(line);
        assertThat(secret).content().isEqualTo(S3Server.SECRET);
    }

    /** Ignores the result. */
    private void pasteWithout(String line, String path) {
        try {
            ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", line);
            shell.environment().putAll(pod.environment());
            shell.environment().put("PATH", path);
            shell.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void down_force_keeps_existing_files() {
        RcloneCli raw = S3Server.shared().rclone(root);
        String bucket = "s3:" + own();
        Path old = Pod.write(root, "from/a.pt", "of the snapshot", OLD);
        raw.run("copyto", old.toString(), bucket + "/snapshots/2026-01-02/checkpoints/a.pt");
        raw.run("copyto", old.toString(), bucket + "/snapshots/2026-01-02.incomplete.other");
        pod.write("checkpoints/a.pt", "of tonight", OLD.plusSeconds(60));

        Pod.CommandRun refused = pod.run("down", "checkpoints", "--snapshot", "2026-01-02");
        assertThat(refused.status()).as(refused.all()).isEqualTo(1);
        patient.runFixCommand(remedy(refused));

        assertThat(contents(pod.checkpoints())).containsExactlyInAnyOrder("of the snapshot", "of tonight");
    }

    @Test
    void only_the_marker_of_a_dead_pod_is_deleted() {
        RcloneCli raw = S3Server.shared().rclone(root);
        String bucket = "s3:" + own();
        Path mark = Pod.write(root, "mark", "begun", OLD);
        raw.run("copyto", mark.toString(), bucket + "/snapshots/2026-01-02.incomplete.gone");
        pod.write("checkpoints/a.pt", "weights", OLD);
        Pod.CommandRun run = pod.run("snapshot", "2026-01-02");
        assertThat(run.status()).as(run.all()).isZero();

        Matcher line = Pattern.compile("rclone deletefile \\S+").matcher(run.err());
        assertThat(line.find()).as(run.err()).isTrue();
        patient.runFixCommand(line.group());

        assertThat(raw.run("lsf", "-R", "--files-only", bucket))
                .contains("snapshots/2026-01-02/checkpoints/a.pt")
                .doesNotContain("gone");
    }

    private String own() {
        String bucket = S3Server.bucket("remedies");
        S3Server.shared().rclone(root).run("mkdir", "s3:" + bucket);
        pod.with("S3_ARTIFACTS", bucket);
        return bucket;
    }

    private static String remedy(Pod.CommandRun run) {
        return run.err()
                .lines()
                .filter(line -> line.startsWith("Try: "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.err()))
                .substring("Try: ".length());
    }

    private static List<String> contents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(MisconfiguredPod::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
