package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.cli.Commands;
import replaystorage.host.Environment;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.Shutdown;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** What fetch and upload delete, and what they never delete. */
class MirrorDeletionIT {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    private StorageFixture depot;
    private Path home;

    /** Both sides have a.slp and mewtwo/b.slp, uploaded from a folder at home; nothing was fetched. */
    private void start(StorageKind kind, boolean oneBucket) throws IOException {
        depot = oneBucket ? StorageFixture.withOneBucket(kind, root) : StorageFixture.open(kind, root);
        home = root.resolve("Slippi");
        Pod.write(home, "a.slp", "a", TIME);
        Pod.write(home, "mewtwo/b.slp", "bb", TIME);
        depot.put(home, depot.replays());
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = depot.pod().runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private Path replays() {
        return depot.pod().workspace().resolve("replays");
    }

    private void deleteThere(String name) {
        depot.raw().run("deletefile", depot.replays() + "/" + name);
    }

    private String there() {
        return depot.raw().run("lsf", "-R", "--files-only", depot.replays());
    }

    @ParameterizedTest
    @EnumSource
    void upload_counts_extra_objects_and_deletes_them_only_with_the_option(StorageKind kind) throws IOException {
        start(kind, false);
        good("upload", home.toString());
        Files.delete(home.resolve("mewtwo/b.slp"));
        Pod.CommandRun kept = good("upload", home.toString());
        assertThat(kept.err())
                .contains("1 file is only in the bucket; to delete it: replay-storage upload --delete " + home + "\n");
        assertThat(there()).contains("mewtwo/b.slp");

        Pod.CommandRun planned = good("upload", home.toString(), "--delete", "--dry-run");
        assertThat(planned.out()).containsPattern("delete +2 mewtwo/b.slp\n").contains("would delete 1 file");
        assertThat(there()).contains("mewtwo/b.slp");

        assertThat(good("upload", home.toString(), "--delete").err())
                .contains("1 file to delete in the bucket, because " + home + " does not have it:\n  mewtwo/b.slp\n")
                .contains("1 deleted");
        assertThat(there()).isEqualTo("a.slp\n");
    }

    @Test
    void upload_never_asks_to_delete() throws IOException {
        start(StorageKind.FOLDER, false);
        Files.delete(home.resolve("mewtwo/b.slp"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream shown = new PrintStream(said, true, StandardCharsets.UTF_8);
        InputStream yes = new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8));
        ProgramInvocation.StandardStreams terminal =
                new ProgramInvocation.StandardStreams(yes, shown, shown, true, true);
        ProgramInvocation invocation = new ProgramInvocation(
                Environment.of(depot.pod().environment()), terminal, Optional.empty(), new Shutdown());
        assertThat(Commands.run(invocation, "upload", home.toString())).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("[y/N]", "?");
        assertThat(there()).contains("mewtwo/b.slp");
    }

    @Test
    void delete_remedy_repeats_the_options_and_shows_ten_names_before_deleting() throws IOException {
        start(StorageKind.FOLDER, false);
        for (int i = 10; i < 30; i++) {
            Pod.write(home, "old/" + i + ".slp", "x" + i, TIME);
        }
        depot.put(home, depot.replays());
        for (int i = 10; i < 30; i++) {
            Files.delete(home.resolve("old/" + i + ".slp"));
        }
        Files.delete(home.resolve("mewtwo/b.slp"));
        String line = good("upload", home.toString(), "--include", "*.slp", "--exclude", "mewtwo/", "--dry-run")
                .err();
        String words = "upload --delete --include *.slp --exclude mewtwo/ " + home;
        assertThat(line)
                .contains("20 files are only in the bucket; to delete them: replay-storage "
                        + words.replace("*.slp", "'*.slp'") + "\n");
        assertThat(good(words.split(" ")).err())
                .contains("20 files to delete", "\n  old/10.slp\n", "\n  old/19.slp\n  and 10 more\n", "20 deleted")
                .doesNotContain("old/20.slp");
        assertThat(there().lines()).containsExactlyInAnyOrder("a.slp", "mewtwo/b.slp");
    }

    @ParameterizedTest
    @EnumSource
    void upload_of_files_that_another_remote_folder_has_is_refused_with_a_remedy(StorageKind kind) throws IOException {
        start(kind, false);
        Path games = root.resolve("games");
        for (int i = 0; i < 4; i++) {
            Pod.write(games, i + ".slp", "game" + i, TIME);
        }
        good("upload", games.toString(), "ganondorf");
        Pod.write(games, "new.slp", "new", TIME);
        List<String> before = there().lines().toList();
        for (String into : new String[] {"", "ganon", "mewtwo"}) {
            String[] words = into.isEmpty()
                    ? new String[] {"upload", games.toString()}
                    : new String[] {"upload", games.toString(), into};
            Pod.CommandRun refused = depot.pod().runWithShortWait(words);
            assertThat(refused.status()).as(refused.all()).isEqualTo(64);
            assertThat(refused.err())
                    .contains("4 of the 5 files of " + games + " are already in ganondorf/")
                    .contains("replay-storage upload --force " + games + (into.isEmpty() ? "" : " " + into) + "\n")
                    .contains("Try: replay-storage upload " + games + " ganondorf\n");
            assertThat(there().lines()).containsExactlyInAnyOrderElementsOf(before);
        }
        assertThat(good("upload", games.toString(), "ganondorf").err()).contains("1 file, ");
        assertThat(good("upload", "--force", games.toString()).err()).contains("5 files, ");
        assertThat(good("upload", games.toString()).err()).contains("up to date: 5 files, ");
    }

    @ParameterizedTest
    @EnumSource
    void upload_of_an_empty_or_missing_folder_deletes_nothing(StorageKind kind) throws IOException {
        start(kind, false);
        Path empty = Files.createDirectories(root.resolve("empty/sub"));
        assertThat(good("upload", empty.toString(), "--delete").err()).contains("nothing to upload", empty.toString());
        assertThat(good("upload", root.resolve("empty").toString(), "--delete").err())
                .contains("nothing to upload");
        Pod.CommandRun missing =
                depot.pod().runWithShortWait("upload", root.resolve("nowhere").toString(), "--delete");
        assertThat(missing.status()).isEqualTo(74);
        assertThat(there().lines()).containsExactlyInAnyOrder("a.slp", "mewtwo/b.slp");
    }

    @ParameterizedTest
    @EnumSource
    void upload_deletes_nothing_below_a_broken_link(StorageKind kind) throws IOException {
        start(kind, false);
        Files.delete(home.resolve("mewtwo/b.slp"));
        Files.delete(home.resolve("mewtwo"));
        Files.createSymbolicLink(home.resolve("mewtwo"), root.resolve("unplugged-disk"));
        assertThat(good("upload", home.toString(), "--delete").err()).contains("mewtwo is a broken link");
        assertThat(there()).contains("mewtwo/b.slp");
    }

    @ParameterizedTest
    @EnumSource
    void fetch_deletes_only_unchanged_files_that_a_fetch_downloaded(StorageKind kind) throws IOException {
        start(kind, false);
        Pod.write(home, "c.slp", "cc", TIME);
        depot.put(home, depot.replays());
        good("fetch");
        Pod.write(replays(), "mine.slp", "mine", TIME);
        Pod.write(replays(), "c.slp", "changed here", TIME.plusSeconds(60));
        deleteThere("mewtwo/b.slp");
        deleteThere("c.slp");

        Map<String, String> before = FileTrees.contents(replays());
        good("fetch", "--keep");
        assertThat(FileTrees.contents(replays())).isEqualTo(before);

        Pod.CommandRun run = good("fetch");
        assertThat(run.err())
                .contains(
                        "1 deleted", "kept 2 files in " + replays(), "to delete them: replay-storage fetch --delete\n");
        before.remove("mewtwo/b.slp");
        assertThat(FileTrees.contents(replays())).isEqualTo(before);
        assertThat(replays().resolve("mewtwo")).doesNotExist();

        assertThat(good("fetch", "--delete", "--dry-run").out())
                .contains(" 4 mine.slp\n", " 12 c.slp\n", "would delete 2 files");
        assertThat(FileTrees.contents(replays())).isEqualTo(before);
        assertThat(good("fetch", "--delete").err()).contains("2 deleted");
        assertThat(FileTrees.contents(replays())).containsOnlyKeys("a.slp");
    }

    @ParameterizedTest
    @EnumSource
    void fetch_of_several_folders_deletes_in_all_of_them(StorageKind kind) throws IOException {
        start(kind, false);
        for (String name : new String[] {"fox/c.slp", "fox/d.slp", "greg/e.slp"}) {
            Pod.write(home, name, name, TIME);
        }
        depot.put(home, depot.replays());
        Pod.CommandRun run = good("fetch", "mewtwo", "fox/");
        assertThat(run.err()).contains("fetch: 3 files, ");
        assertThat(run.out().lines())
                .containsExactly(
                        "1 .slp file, 2 B, in " + replays() + "/mewtwo",
                        "2 .slp files, 18 B, in " + replays() + "/fox");
        assertThat(FileTrees.contents(replays())).containsOnlyKeys("mewtwo/b.slp", "fox/c.slp", "fox/d.slp");

        Pod.write(replays(), "fox/mine.slp", "mine", TIME);
        deleteThere("fox/d.slp");
        Pod.CommandRun again = good("fetch", "fox", "mewtwo", "--include", "*.slp");
        assertThat(again.err())
                .contains("1 deleted", "kept 1 file in ")
                .contains("to delete them: replay-storage fetch --delete fox mewtwo --include '*.slp'\n");
        assertThat(FileTrees.contents(replays())).containsOnlyKeys("mewtwo/b.slp", "fox/c.slp", "fox/mine.slp");

        Pod.CommandRun missing = depot.pod().runWithShortWait("fetch", "fox", "nope");
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("there is no folder nope");
    }

    @ParameterizedTest
    @EnumSource
    void fetch_delete_is_refused_in_broad_folders_and_does_not_follow_links(StorageKind kind) throws IOException {
        start(kind, false);
        Pod pod = depot.pod();
        for (String folder : new String[] {
            pod.workspace().toString(), pod.home().toString(), "/", root.toString(), pod.workspace() + "/x/.."
        }) {
            Pod.CommandRun run = pod.with("REPLAY_DIR", folder).run("fetch", "--delete");
            // A folder that contains the storage is refused for that reason.
            boolean holdsStorage = kind == StorageKind.FOLDER && root.startsWith(folder);
            assertThat(run.status()).as(folder + run.all()).isEqualTo(holdsStorage ? 78 : 64);
            assertThat(run.err()).contains(holdsStorage ? "LOCAL_REPLAYS" : "--delete would delete them");
        }
        Files.createSymbolicLink(root.resolve("link"), pod.home());
        assertThat(pod.with("REPLAY_DIR", root.resolve("link").toString())
                        .run("fetch", "--delete")
                        .status())
                .isEqualTo(64);

        pod.with("REPLAY_DIR", null);
        Path outside = Pod.write(root, "outside/precious.txt", "x", TIME);
        Files.createDirectories(replays());
        Files.createSymbolicLink(replays().resolve("linked"), outside.getParent());
        good("fetch", "--delete");
        assertThat(outside).exists();
    }

    @ParameterizedTest
    @EnumSource
    void misspelt_folder_or_emptied_bucket_deletes_no_local_file(StorageKind kind) throws IOException {
        start(kind, false);
        good("fetch");
        Map<String, String> before = FileTrees.contents(replays());
        for (String[] words :
                new String[][] {{"fetch", "mewtow"}, {"fetch", "mewtow", "--delete"}, {"fetch", "mewtwo/nope"}}) {
            Pod.CommandRun run = depot.pod().runWithShortWait(words);
            assertThat(run.status()).as(run.all()).isEqualTo(3);
            assertThat(run.err()).contains(words[1], "mewtwo");
            assertThat(FileTrees.contents(replays())).isEqualTo(before);
        }
        deleteThere("a.slp");
        deleteThere("mewtwo/b.slp");
        for (String[] words : new String[][] {{"fetch"}, {"fetch", "--delete"}, {"fetch", "mewtwo"}}) {
            Pod.CommandRun run = depot.pod().runWithShortWait(words);
            assertThat(run.status()).as(run.all()).isEqualTo(3);
            assertThat(FileTrees.contents(replays())).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void empty_bucket_is_not_an_error_before_the_first_fetch(StorageKind kind) throws IOException {
        depot = StorageFixture.open(kind, root);
        Pod.write(replays(), "mine.slp", "mine", TIME);
        assertThat(good("fetch").err()).contains("nothing there yet");
        assertThat(good("fetch", "--delete").err()).contains("nothing there yet");
        assertThat(replays().resolve("mine.slp")).exists();
        assertThat(good("down").err()).contains("nothing there yet");
        assertThat(good("pull", root.resolve("pulled").toString()).err()).contains("nothing there yet");
        assertThat(good("ls").out()).isEqualTo("(nothing there yet)\n");
        assertThat(good("checkpoints").out()).isEqualTo("(none yet)\n");
        assertThat(good("up").err()).contains("nothing to upload");
        assertThat(good("snapshot").err()).contains("nothing to upload");
    }

    @ParameterizedTest
    @EnumSource
    void folder_that_cannot_be_created_is_reported_with_the_reason(StorageKind kind) throws IOException {
        start(kind, false);
        Path file = Pod.write(root, "in/the-way", "x", TIME);
        Pod.CommandRun run = depot.pod()
                .runWithShortWait("fetch", "--to", file.resolve("replays").toString());
        assertThat(run.status()).as(run.all()).isEqualTo(74);
        assertThat(run.err())
                .containsPattern("can't create the folder " + file + "/replays: .*(Not a directory|in the way)");
    }

    @ParameterizedTest
    @EnumSource
    void fetch_into_the_workspace_itself_deletes_none_of_its_files(StorageKind kind) throws IOException {
        start(kind, false);
        Pod pod = depot.pod();
        pod.write("checkpoints/latest.pt", "precious", TIME);
        pod.write("logs/run.log", "line", TIME);
        Pod.write(root.resolve("evil"), ".replay-storage/records/x.tsv", "not ours", TIME);
        Pod.write(root.resolve("evil"), "mewtwo/.replay-storage/x", "not ours", TIME);
        depot.put(root.resolve("evil"), depot.replays());
        pod.with("REPLAY_DIR", pod.workspace().toString());
        good("fetch");
        good("fetch");
        deleteThere("a.slp");
        good("fetch");
        Map<String, String> all = new TreeMap<>(FileTrees.contents(pod.workspace()));
        all.keySet().removeIf(name -> name.startsWith(".replay-storage/") && !name.endsWith("/x.tsv"));
        assertThat(all).containsOnlyKeys("checkpoints/latest.pt", "logs/run.log", "mewtwo/b.slp");
    }

    @ParameterizedTest
    @EnumSource
    void shared_bucket_keeps_artifacts_out_of_the_replays(StorageKind kind) throws IOException {
        start(kind, true);
        Pod pod = depot.pod();
        for (String name : new String[] {"checkpoints", "logs", "cache", "snapshots/2026-01-01/logs"}) {
            Pod.write(root.resolve("artifacts"), name + "/x", name, TIME);
        }
        Pod.write(root.resolve("artifacts"), "logs-of-greg/x.slp", "a replay", TIME);
        depot.put(root.resolve("artifacts"), depot.artifacts());

        good("fetch");
        assertThat(FileTrees.contents(replays())).containsOnlyKeys("a.slp", "mewtwo/b.slp", "logs-of-greg/x.slp");
        assertThat(good("ls").out().lines()).hasSize(3);
        assertThat(pod.runWithShortWait("fetch", "checkpoints").status()).isEqualTo(64);

        Files.delete(home.resolve("mewtwo/b.slp"));
        Pod.write(home, "checkpoints/not-a-replay.pt", "x", TIME);
        assertThat(good("upload", home.toString(), "--delete").err()).contains("2 deleted");
        assertThat(there().lines())
                .containsExactlyInAnyOrder(
                        "a.slp", "checkpoints/x", "logs/x", "cache/x", "snapshots/2026-01-01/logs/x");
        good("fetch");
        assertThat(FileTrees.contents(replays())).containsOnlyKeys("a.slp");
        good("down", "checkpoints");
        assertThat(pod.read("checkpoints/x")).isEqualTo("checkpoints");
    }
}
