package replaystorage.workspace.move;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.NEW;
import static replaystorage.workspace.WorkspaceFixture.OLD;
import static replaystorage.workspace.WorkspaceFixture.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.PosixStat;

/** When the source or the target of a moved file may be deleted. */
class MovedEntryTest {
    @TempDir
    Path root;

    private Path source;
    private Path target;

    @BeforeEach
    void start() {
        source = file(root.resolve("source"), "content", OLD);
        target = root.resolve("target");
    }

    private MovedEntry moved(boolean createdByMove) throws IOException {
        return new MovedEntry(source, PosixStat.of(source), target, PosixStat.of(target), createdByMove);
    }

    private MovedEntry copied() throws IOException {
        file(target, "content", OLD);
        return moved(true);
    }

    private MovedEntry linked() throws IOException {
        Files.createLink(target, source);
        return moved(true);
    }

    @Test
    void source_or_target_may_be_deleted_while_both_are_unchanged() throws IOException {
        MovedEntry copied = copied();

        assertThat(copied.canSourceGo()).isTrue();
        assertThat(copied.canTargetGo()).isTrue();
    }

    @Test
    void target_that_existed_before_stays() throws IOException {
        file(target, "content", OLD);

        assertThat(moved(false).canTargetGo()).isFalse();
        assertThat(moved(false).canSourceGo()).isTrue();
    }

    @Test
    void neither_may_be_deleted_after_a_write_to_the_source() throws IOException {
        MovedEntry copied = copied();
        file(source, "CONTENT", NEW);

        assertThat(copied.canSourceGo()).isFalse();
        assertThat(copied.canTargetGo()).isFalse();
    }

    @Test
    void source_stays_after_a_write_with_a_reset_time() throws Exception {
        MovedEntry copied = copied();
        Thread.sleep(20);
        Files.writeString(source, "CONTENT");
        Files.setLastModifiedTime(source, FileTime.from(OLD));

        assertThat(copied.canSourceGo()).isFalse();
    }

    @Test
    void neither_may_be_deleted_after_a_write_to_the_target() throws IOException {
        MovedEntry copied = copied();
        file(target, "CONTENT", NEW);

        assertThat(copied.canSourceGo()).isFalse();
        assertThat(copied.canTargetGo()).isFalse();
    }

    @Test
    void neither_may_be_deleted_after_the_target_was_replaced() throws IOException {
        MovedEntry copied = copied();
        Files.move(file(root.resolve("other"), "content", OLD), target, StandardCopyOption.ATOMIC_MOVE);

        assertThat(copied.canSourceGo()).isFalse();
        assertThat(copied.canTargetGo()).isFalse();
    }

    @Test
    void neither_may_be_deleted_if_the_other_is_missing() throws IOException {
        MovedEntry copied = copied();
        Files.delete(target);
        assertThat(copied.canSourceGo()).isFalse();
        file(target, "content", OLD);
        Files.delete(source);

        assertThat(copied.canTargetGo()).isFalse();
    }

    @Test
    void hard_linked_source_may_be_deleted_after_a_write() throws IOException {
        MovedEntry linked = linked();
        file(source, "more content", NEW);

        assertThat(linked.canSourceGo()).isTrue();
    }

    @Test
    void hard_linked_source_stays_if_it_was_replaced() throws IOException {
        MovedEntry linked = linked();
        Files.delete(source);
        file(source, "content", OLD);

        assertThat(linked.canSourceGo()).isFalse();
        assertThat(linked.canTargetGo()).isFalse();
    }

    @Test
    void target_may_be_deleted_after_a_change_of_permissions() throws IOException {
        MovedEntry copied = copied();
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r--------"));

        assertThat(copied.canSourceGo()).isTrue();
        assertThat(copied.canTargetGo()).isTrue();
    }
}
