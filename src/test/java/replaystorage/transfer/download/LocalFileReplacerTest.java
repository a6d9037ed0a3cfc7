package replaystorage.transfer.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.ConflictName;
import replaystorage.transfer.FakeStorage;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

class LocalFileReplacerTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path temporary;

    private FakeStorage fake;
    private Path folder;
    private Path file;
    private Path came;
    private IncomingFolder incoming;
    private LocalFileReplacer replacer;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeStorage(FakeStorage.RECORD, temporary);
        folder = Files.createDirectories(temporary.resolve("checkpoints"));
        file = folder.resolve("a.pt");
        incoming = IncomingFolder.create(folder);
        came = Files.writeString(incoming.arrivalPath("a.pt"), "remote");
        replacer = new LocalFileReplacer(
                new Route("checkpoints", Route.Direction.DOWN, fake.folder, folder, false),
                incoming,
                new ConflictName(() -> "pod", InstantSource.system()),
                fake.console());
    }

    @AfterEach
    void nothing_is_left_in_the_private_folder() {
        incoming.close();
        assertThat(folder.resolve(".replay-storage")).doesNotExist();
    }

    private FileVersion local(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        return LocalFile.stat(file).orElseThrow().version();
    }

    private boolean replace(FileVersion looked, boolean keep) throws IOException {
        PlannedFile planned = new PlannedFile(
                keep ? PlannedAction.KEEP_LOCAL : PlannedAction.COPY,
                "a.pt",
                Optional.empty(),
                Optional.of(new FileVersion(6, TIME)));
        return replacer.tryReplace(planned, came, file, looked, keep);
    }

    private List<Path> keptVersions() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.getFileName().toString().startsWith("a.from-pod-"))
                    .toList();
        }
    }

    @Test
    void creates_a_file() throws IOException {
        assertThat(replacer.tryCreate(came, file)).isTrue();

        assertThat(file).hasContent("remote");
        assertThat(came).doesNotExist();
    }

    @Test
    void does_not_create_a_file_that_exists_by_now() throws IOException {
        local("local");

        assertThat(replacer.tryCreate(came, file)).isFalse();

        assertThat(file).hasContent("local");
        assertThat(came).hasContent("remote");
    }

    @Test
    void replaces_a_broken_link() throws IOException {
        Files.createSymbolicLink(file, Path.of("nowhere"));

        assertThat(replacer.tryCreate(came, file)).isTrue();

        assertThat(file).isRegularFile().hasContent("remote");
    }

    @Test
    void replaces_the_expected_version_without_a_message() throws IOException {
        assertThat(replace(local("local"), false)).isTrue();

        assertThat(file).hasContent("remote");
        assertThat(keptVersions()).isEmpty();
        assertThat(fake.messages).isEmpty();
    }

    @Test
    void does_not_replace_a_file_that_changed_or_vanished() throws IOException {
        FileVersion looked = local("local");
        local("changed");
        assertThat(replace(looked, false)).isFalse();
        assertThat(file).hasContent("changed");

        Files.delete(file);
        assertThat(replace(looked, false)).isFalse();

        assertThat(file).doesNotExist();
        assertThat(came).hasContent("remote");
    }

    @Test
    void keeps_a_different_version_as_conflict_copy() throws IOException {
        assertThat(replace(local("local"), true)).isTrue();

        assertThat(file).hasContent("remote");
        assertThat(keptVersions())
                .singleElement()
                .satisfies(kept -> assertThat(kept).hasContent("local"));
        assertThat(fake.messages)
                .singleElement()
                .asString()
                .contains("checkpoints/a.pt differs here", "was kept as a.from-pod-");
    }

    @Test
    void replaces_a_link_and_keeps_its_target() throws IOException {
        Path other = Files.writeString(temporary.resolve("other"), "other");
        Files.createSymbolicLink(file, other);

        assertThat(replace(LocalFile.stat(file).orElseThrow().version(), false)).isTrue();

        assertThat(file).isRegularFile().hasContent("remote");
        assertThat(other).hasContent("other");
    }
}
