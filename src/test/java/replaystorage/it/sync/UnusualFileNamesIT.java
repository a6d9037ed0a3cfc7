package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Round trips of unusual file names, and entries that are not regular files. */
class UnusualFileNamesIT {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");
    private static final List<String> NAMES = List.of(
            " leading and trailing ",
            "   ",
            "it's \"quoted\" `twice`",
            "-slp",
            "--config=x",
            "#x",
            "; rm -rf ~",
            "$HOME",
            "%s%n",
            "[b]*?{a,b}",
            "back\\slash",
            "ends in\\",
            "🎮 ミュウツー",
            "\u00fc",
            "u\u0308",
            "new\nline",
            "carriage\rreturn",
            "tab\tstop",
            "\u0001\u001b[31m\u001f",
            "del\u007f",
            "\u2400",
            "\u240a",
            "a\u2421b\u241f",
            "\u2424",
            "\uff0f\uff0e\uff0e",
            "\uff0e\uff0e",
            "...",
            "..x",
            "right\u202eto left",
            "next\u0085line\u2028separator",
            "replacement\ufffdcharacter",
            "2026-02-01T12:00.pt",
            "remote:path",
            "x".repeat(200),
            "é".repeat(100),
            "CON",
            "trailing.dot.",
            "Desktop.ini:stream",
            "latest.from-pod-20260101T000000.pt");

    @TempDir
    Path root;

    private static Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return harmless(run);
    }

    /** A printed name never controls the terminal. */
    private static Pod.CommandRun harmless(Pod.CommandRun run) {
        assertThat(run.all().chars().filter(c -> c != '\n').boxed())
                .as(run.all())
                .noneMatch(c -> Character.isISOControl(c) || c == 0x202e || c == 0x2028);
        return run;
    }

    /** Each name as a file, and as a folder with a file of that name. */
    private static Path oddTree(Path folder) {
        return oddTree(folder, TIME);
    }

    private static Path oddTree(Path folder, Instant time) {
        for (String name : NAMES) {
            Pod.write(folder, name, "as a file: " + name, time);
            Pod.write(folder, "in folders/" + name + "/" + name, name.length() % 2 == 0 ? "" : name, time);
        }
        return folder;
    }

    @ParameterizedTest
    @EnumSource
    void recently_written_files_with_unusual_names_are_uploaded(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        oddTree(depot.pod().checkpoints(), Instant.now().minusSeconds(60));
        good(depot.pod(), "up", "checkpoints");
        depot.requireEqual(depot.pod().checkpoints().toString(), depot.artifacts() + "/checkpoints");
    }

    @ParameterizedTest
    @EnumSource
    void unusual_names_are_uploaded_and_downloaded_byte_for_byte_and_only_once(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root.resolve("ein Ordner mit ümlaut 🎮 'x'"));
        Pod pod = depot.pod();
        oddTree(pod.checkpoints());
        Map<String, String> sent = FileTrees.contents(pod.checkpoints());
        assertThat(sent).hasSize(2 * NAMES.size());

        assertThat(good(pod, "up", "checkpoints").err()).contains("up: " + sent.size() + " files, ");
        assertThat(good(pod, "up", "checkpoints").err()).contains("up: up to date: " + sent.size() + " files, ");
        good(pod, "snapshot", "2026-01-02");
        Path raw = root.resolve("raw");
        depot.raw().run("copy", "--no-unicode-normalization", depot.artifacts() + "/checkpoints", raw.toString());
        assertThat(FileTrees.contents(raw)).isEqualTo(sent);

        Pod next = depot.anotherPod(root.resolve("next"));
        assertThat(good(next, "down", "checkpoints").err()).contains("down: " + sent.size() + " files, ");
        assertThat(FileTrees.contents(next.checkpoints())).isEqualTo(sent);
        assertThat(good(next, "down", "checkpoints").err()).contains("down: up to date: ");
        assertThat(good(next, "down", "checkpoints", "--snapshot", "2026-01-02").err())
                .contains("down: up to date: " + sent.size() + " files, ");
        good(next, "pull", root.resolve("-pulled: into").toString());
        assertThat(FileTrees.contents(root.resolve("-pulled: into"))).isEqualTo(sent);

        assertThat(good(next, "verify", "checkpoints").out())
                .contains(": " + sent.size() + " files identical (compared by hash)\n");
        assertThat(good(next, "checkpoints").out().lines()).hasSize(sent.size());
        assertThat(good(next, "checkpoints", "--local").out())
                .isEqualTo(good(next, "checkpoints").out());
        assertThat(good(next, "up", "--dry-run", "--verbose").all()).contains("nothing to upload, ");
    }

    @ParameterizedTest
    @EnumSource
    void replays_with_unusual_names_are_mirrored_in_both_directions(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Path home = oddTree(root.resolve("home machine/-Slippi"));
        good(depot.pod(), "upload", home.toString());
        good(depot.pod(), "fetch", "--verbose", "--progress=json");
        Path replays = depot.pod().workspace().resolve("replays");
        assertThat(FileTrees.contents(replays)).isEqualTo(FileTrees.contents(home));

        for (String name : NAMES) {
            Files.delete(home.resolve(name));
        }
        assertThat(good(depot.pod(), "upload", home.toString(), "--delete", "--dry-run")
                        .out())
                .contains("would delete " + NAMES.size() + " files");
        assertThat(good(depot.pod(), "upload", home.toString(), "--delete").err())
                .contains(NAMES.size() + " deleted");
        assertThat(good(depot.pod(), "fetch").err()).contains(NAMES.size() + " deleted");
        assertThat(FileTrees.contents(replays)).isEqualTo(FileTrees.contents(home));
        for (String sub : List.of("in folders/-slp", "in folders/🎮 ミュウツー", "in folders/[b]*?{a,b}")) {
            assertThat(good(depot.pod(), "fetch", "--to", root.resolve("sub").toString(), sub)
                            .err())
                    .contains("fetch: 1 file, ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void empty_files_and_links_are_uploaded_and_broken_or_looping_links_reported(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        Path checkpoints = pod.checkpoints();
        pod.write("checkpoints/real.pt", "real", TIME);
        pod.write("checkpoints/empty.pt", "", TIME);
        pod.write("checkpoints/a/deep.pt", "deep", TIME);
        Pod.write(root, "outside/linked.pt", "linked", TIME);
        Files.createSymbolicLink(checkpoints.resolve("latest.pt"), Path.of("real.pt"));
        Files.createSymbolicLink(checkpoints.resolve("folder"), root.resolve("outside"));
        Files.createSymbolicLink(checkpoints.resolve("dangling.pt"), Path.of("nope"));
        Files.createSymbolicLink(checkpoints.resolve("self"), Path.of("."));
        Files.createSymbolicLink(checkpoints.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(checkpoints.resolve("l1"), Path.of("l2"));
        Files.createSymbolicLink(checkpoints.resolve("l2"), Path.of("l1"));
        Files.createSymbolicLink(checkpoints.resolve("odd\nlink"), Path.of("nope"));

        Pod.CommandRun run = good(pod, "up", "checkpoints");
        assertThat(run.err()).contains("up: 5 files, ");
        for (String name : List.of("dangling.pt", "self", "a/up", "l1", "l2", "odd␊link")) {
            assertThat(run.err().lines().filter(line -> line.contains("checkpoints/" + name + " ")))
                    .as(name)
                    .hasSize(1);
        }
        Path raw = root.resolve("raw");
        depot.raw().run("copy", depot.artifacts() + "/checkpoints", raw.toString());
        Map<String, String> there = FileTrees.contents(raw);
        assertThat(there)
                .containsOnlyKeys("real.pt", "empty.pt", "a/deep.pt", "latest.pt", "folder/linked.pt")
                .containsEntry("latest.pt", there.get("real.pt"));
        assertThat(good(pod, "verify", "checkpoints").out()).contains("checkpoints: 5 files identical");
    }

    @ParameterizedTest
    @EnumSource
    void names_of_incomplete_files_are_not_uploaded(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        for (String name : List.of(
                "a.pt.12ab34cd.partial",
                "b.tmp",
                "b.tmp.pt/x",
                "tmp-checkpoint-7/model.pt",
                ".replay-storage/records/x.tsv",
                "sub/.replay-storage/x")) {
            pod.write("checkpoints/" + name, "half", TIME);
        }
        pod.write("checkpoints/tmp.pt", "whole", TIME);
        pod.write("checkpoints/a.partial.pt", "whole", TIME);
        assertThat(good(pod, "up", "checkpoints").err()).contains("up: 2 files, ");
        assertThat(depot.raw()
                        .run("lsf", "-R", "--files-only", depot.artifacts() + "/checkpoints")
                        .lines())
                .containsExactlyInAnyOrder("a.partial.pt", "tmp.pt");
    }

    @ParameterizedTest
    @EnumSource
    void names_that_rclone_cannot_transfer_are_reported_and_the_rest_is_uploaded(StorageKind kind) throws Exception {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        pod.write("checkpoints/good.pt", "good", TIME);
        pod.write("checkpoints/quoted\u201b.pt", "x", TIME);
        // Java can't create such a name.
        shell(
                pod.checkpoints(),
                "echo x >\"$(printf 'bad\\377.pt')\"; mkdir \"$(printf 'dir\\377')\"; cd dir*; echo x >y.pt");
        Pod.CommandRun run = harmless(pod.runWithShortWait("up", "checkpoints"));
        assertThat(run.status()).as(run.all()).isEqualTo(74);
        assertThat(run.err()).contains("bad", "not valid UTF-8", "/dir", "quoted\u201b.pt", "U+201B", "up: 1 file, ");
        assertThat(run.err().lines().filter(line -> line.startsWith("Error:"))).hasSize(3);
        assertThat(depot.raw().run("lsf", "-R", depot.artifacts() + "/checkpoints"))
                .isEqualTo("good.pt\n");

        Pod.CommandRun mirror =
                harmless(pod.runWithShortWait("upload", pod.checkpoints().toString(), "--delete"));
        assertThat(mirror.status()).isEqualTo(74);
        Files.delete(pod.checkpoints().resolve("good.pt"));
        Pod.CommandRun nothingGood =
                pod.runWithShortWait("upload", pod.checkpoints().toString(), "--delete");
        assertThat(nothingGood.status()).isEqualTo(74);
        assertThat(depot.raw().run("lsf", depot.replays())).isEqualTo("good.pt\n");
    }

    @Test
    void name_that_rclone_cannot_write_is_reported_by_the_download() throws Exception {
        StorageFixture depot = StorageFixture.open(StorageKind.S3, root);
        Path folder = root.resolve("folder");
        Pod.write(folder, "good.pt", "good", TIME);
        depot.put(folder, depot.artifacts() + "/checkpoints");
        String odd = depot.artifacts() + "/checkpoints/quoted\u201b\u201b.pt";
        depot.raw().run("copyto", folder.resolve("good.pt").toString(), odd);
        Pod.CommandRun run = depot.pod().runWithShortWait("down", "checkpoints");
        assertThat(run.status()).isNotZero();
        assertThat(run.err()).contains("U+201B", "1 file failed");
        assertThat(FileTrees.contents(depot.pod().checkpoints())).containsOnlyKeys("good.pt");
    }

    @Test
    void name_of_both_a_file_and_a_folder_is_reported_and_the_rest_downloaded() throws Exception {
        try (FakeS3Server server = new FakeS3Server()) {
            server.put("checkpoints/both", "a file");
            server.put("checkpoints/both/inner.pt", "in a folder");
            server.put("checkpoints/good.pt", "good");
            Pod pod = server.pod(root);
            for (int run = 1; run <= 2; run++) {
                Pod.CommandRun down = pod.runWithShortWait("down", "checkpoints");
                assertThat(down.status()).as(down.all()).isNotZero();
                assertThat(down.err()).contains("Error: checkpoints/both", "1 file failed");
                assertThat(pod.read("checkpoints/good.pt")).isEqualTo("good");
                assertThat(FileTrees.contents(pod.checkpoints())).hasSize(2);
            }
        }
    }

    private static void shell(Path folder, String script) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL,C", "LANG,en_US.ISO-8859-1", "LANG,"})
    void program_transfers_unusual_names_in_any_locale(String variable, String locale) throws Exception {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root.resolve("wörk 🎮"));
        oddTree(depot.pod().checkpoints());
        Map<String, String> sent = FileTrees.contents(depot.pod().checkpoints());
        Map<String, String> environment = depot.pod().with(variable, locale).environment();
        for (String command : List.of("up", "up", "verify")) {
            Pod.CommandRun run = program(environment, command, "checkpoints");
            assertThat(run.status()).as(run.all()).isZero();
            harmless(run);
        }
        assertThat(FileTrees.contents(Path.of(depot.artifacts()).resolve("checkpoints")))
                .isEqualTo(sent);
    }

    /** The installed launcher and jar. */
    private Pod.CommandRun program(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of("scripts/replay-storage").toAbsolutePath().toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(root.resolve("out.txt").toFile())
                .redirectError(root.resolve("err.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        "REPLAY_STORAGE_JAVA",
                        Path.of(System.getProperty("java.home"), "bin/java").toString());
        int status = builder.start().waitFor();
        return new Pod.CommandRun(
                status,
                Files.readString(root.resolve("out.txt"), StandardCharsets.UTF_8),
                Files.readString(root.resolve("err.txt"), StandardCharsets.UTF_8));
    }
}
