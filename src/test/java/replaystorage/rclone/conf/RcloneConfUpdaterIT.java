package replaystorage.rclone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.CliException;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.Redaction;

@Timeout(60)
final class RcloneConfUpdaterIT {
    @TempDir
    Path folder;

    @Test
    void makes_a_private_file_in_a_private_folder() throws IOException {
        RcloneConfUpdater.ConfUpdate applied = config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        assertThat(applied).isEqualTo(new RcloneConfUpdater.ConfUpdate(Map.of(), List.of(), true));
        assertThat(RcloneConfFixture.dumpConf(conf()))
                .isEqualTo(
                        Map.of("b2", Map.of("type", "b2", "hard_delete", "false", "account", "id", "key", "secret")));
        assertThat(mode(conf())).isEqualTo("rw-------");
        assertThat(mode(conf().getParent())).isEqualTo("rwx------");
        assertNothingElse();
    }

    @Test
    void does_not_rewrite_an_unchanged_file_but_makes_it_private() throws IOException {
        config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        Files.setPosixFilePermissions(conf(), PosixFilePermissions.fromString("rw-r--r--"));
        Object key = Files.getAttribute(conf(), "unix:ino");
        Rclone none = call -> {
            throw new IllegalStateException("a process for nothing");
        };
        RcloneConfUpdater.ConfUpdate again = new RcloneConfUpdater(none, new ConfLocation(conf(), true))
                .update(RcloneConfFixture.b2("id", "secret"));
        assertThat(again.written()).isFalse();
        assertThat(Files.getAttribute(conf(), "unix:ino")).isEqualTo(key);
        assertThat(mode(conf())).isEqualTo("rw-------");
    }

    @Test
    void keeps_the_permissions_of_an_existing_folder() throws IOException {
        Files.createDirectory(conf().getParent());
        Files.setPosixFilePermissions(conf().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        new RcloneConfUpdater(RcloneConfFixture.rclone(Map.of()), new ConfLocation(conf(), false))
                .update(RcloneConfFixture.b2("id", "secret"));
        assertThat(mode(conf().getParent())).isEqualTo("rwxr-xr-x");
    }

    @Test
    void keeps_the_other_sections_of_the_conf() throws IOException {
        String other =
                "# mine\r\n[nas]\r\ntype = sftp\r\nhost=h ; x\r\n\r\n\r\n[b2]\r\ntype = b2\r\nversions = true\r\nkey = old\r\n[z]\r\ntype = local";
        write(other);
        config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        assertThat(Files.readString(conf()))
                .isEqualTo(other.replace("key = old\r\n", "key = secret\r\nhard_delete = false\r\naccount = id\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two words",
                "a  b",
                "#x",
                "a#b",
                ";x",
                "a ; b",
                "a=b",
                "=",
                "a:b",
                "\"x",
                "\"x\"",
                "'x'",
                "$HOME",
                "${X}",
                "%",
                "100%",
                "a\\",
                "\\n",
                "[x]",
                "a\tb",
                "ü🎮",
                "*** ENCRYPTED ***",
                " x",
                "x ",
                "\tx",
                "x\r",
                "`x`",
                "`x",
                "x`y",
                "a\nb",
                "\n",
                "\"\"\"x\"\"\"",
                "\"\"\"x",
                "%(type)s",
                "%(no)s",
                "\u00a0x",
                "-",
                "[b2]",
                "a\u0000b",
                "\u001fx",
                "x\u0085",
                "",
                "\ufeffx"
            })
    void stores_a_credential_exactly_or_refuses_it_by_name(String value) throws IOException {
        write("[keep]\ntype = local\n");
        try {
            config(Map.of()).update(RcloneConfFixture.b2("id", value));
            // A key without a value is left out.
            assertThat(RcloneConfFixture.dumpConf(conf()).get("b2").getOrDefault("key", ""))
                    .isEqualTo(value);
        } catch (CliException e) {
            assertThat(e.status()).isEqualTo(78);
            assertThat(e).hasMessageContaining("VARIABLE_OF_key");
            assertThat(Files.readString(conf())).isEqualTo("[keep]\ntype = local\n");
        }
        assertThat(RcloneConfFixture.dumpConf(conf())).containsKey("keep");
        assertNothingElse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "a b", "`x", "x\ny", " x", "%(type)s", "\"q\"", "a=b,c"})
    void stores_an_option_exactly_or_refuses_it_by_name(String value) throws IOException {
        try {
            config(Map.of())
                    .update(RcloneConfFixture.settings(
                            "m", "s3", Map.of("endpoint", value), Map.of("access_key_id", "a")));
            assertThat(RcloneConfFixture.dumpConf(conf()).get("m")).containsEntry("endpoint", value);
        } catch (CliException e) {
            assertThat(e).hasMessageContaining("VARIABLE_OF_endpoint");
            assertThat(conf()).doesNotExist();
        }
    }

    @Test
    void a_section_of_another_type_is_refused() throws IOException {
        write("[b2]\ntype = s3\n");
        assertRefused(78, "is of type s3", () -> config(Map.of()).update(RcloneConfFixture.b2("id", "secret")));
    }

    @Test
    void local_storage_gets_a_section() throws IOException {
        config(Map.of()).update(RcloneConfFixture.settings("local", "local", Map.of(), Map.of()));
        assertThat(Files.readString(conf())).isEqualTo("[local]\ntype = local\n");
        assertThat(config(Map.of())
                        .update(RcloneConfFixture.settings("local", "local", Map.of(), Map.of()))
                        .written())
                .isFalse();
    }

    @Test
    void unparsable_file_is_reported_without_its_secrets() throws IOException {
        write("[b2]\nkey = `verysecret\n");
        assertRefused(
                78,
                conf() + ": could not parse line: key = ***",
                () -> config(Map.of()).sections());
    }

    @Test
    void token_of_another_login_replaces_a_later_one() throws IOException {
        String before = "{\"access_token\":\"a\",\"refresh_token\":\"1//one\",\"expiry\":\"2026-11-25T12:00:00Z\"}";
        String after = "{\"access_token\":\"b\",\"refresh_token\":\"1//two\",\"expiry\":\"2026-11-25T11:00:00Z\"}";
        config(Map.of()).updateOrFail(drive(before));

        config(Map.of()).updateOrFail(drive(after));

        assertThat(RcloneConfFixture.dumpConf(conf()).get("gdrive")).containsEntry("token", after);
    }

    @Test
    void token_refreshed_by_rclone_stays() throws IOException {
        String newer = "{\"access_token\":\"new\",\"expiry\":\"2026-11-25T12:00:00.5+01:00\"}";
        String older = "{\"access_token\":\"old\",\"expiry\":\"2026-11-25T10:59:00Z\"}";
        config(Map.of()).update(drive(newer));
        RcloneConfUpdater.ConfUpdate applied = config(Map.of()).update(drive(older));
        assertThat(applied.written()).isFalse();
        assertThat(RcloneConfFixture.dumpConf(conf()).get("gdrive")).containsEntry("token", newer);
    }

    @Test
    void concurrent_change_by_rclone_is_not_overwritten() throws IOException {
        write("[a]\ntype = local\n");
        AtomicBoolean once = new AtomicBoolean();
        Rclone real = RcloneConfFixture.rclone(Map.of());
        Rclone busy = call -> {
            if (call.arguments().contains("dump") && once.compareAndSet(false, true)) {
                write("[a]\ntype = local\nx = new\n");
            }
            return real.run(call);
        };
        new RcloneConfUpdater(busy, new ConfLocation(conf(), true)).update(RcloneConfFixture.b2("id", "secret"));
        assertThat(RcloneConfFixture.dumpConf(conf()).get("a")).containsEntry("x", "new");
        assertThat(RcloneConfFixture.dumpConf(conf())).containsKey("b2");
    }

    @Test
    void link_stays_and_its_target_is_replaced() throws IOException {
        Path target = Files.writeString(
                Files.createDirectory(folder.resolve("t")).resolve("real.conf"), "[a]\ntype = local\n");
        Files.createDirectory(conf().getParent());
        Files.createSymbolicLink(conf(), Path.of("../t/real.conf"));
        config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        assertThat(conf()).isSymbolicLink();
        assertThat(RcloneConfFixture.dumpConf(target)).containsKeys("a", "b2");
        assertThat(mode(target)).isEqualTo("rw-------");
    }

    @Test
    void read_only_file_stays_and_the_section_is_passed_by_environment() throws IOException {
        write("[b2]\ntype = b2\nkey = old\n");
        Files.setPosixFilePermissions(conf(), PosixFilePermissions.fromString("r--r-----"));
        RcloneConfUpdater.ConfUpdate applied = config(Map.of()).update(RcloneConfFixture.b2("id", "odd value"));
        assertThat(applied.childVariables())
                .containsOnlyKeys("RCLONE_CONFIG_B2_ACCOUNT", "RCLONE_CONFIG_B2_KEY", "RCLONE_CONFIG_B2_HARD_DELETE");
        assertThat(applied.notes())
                .singleElement()
                .asString()
                .contains("is read-only")
                .doesNotContain("odd");
        assertRefused(74, "is read-only", () -> config(Map.of()).updateOrFail(RcloneConfFixture.b2("id", "secret")));
    }

    @Test
    void section_passed_by_environment_is_a_remote_under_any_name() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data dir"));
        Files.createFile(data.resolve("f"));
        write("[a]\ntype = local\n");
        Files.setPosixFilePermissions(conf(), PosixFilePermissions.fromString("r--------"));
        for (String remote : List.of("mine", "my-b2", "my b2", "Mine", "ü")) {
            RcloneConfUpdater.ConfUpdate applied =
                    config(Map.of()).update(RcloneConfFixture.settings(remote, "local", Map.of(), Map.of()));
            Rclone rclone = new ProcessRclone(
                    RcloneConfFixture.RCLONE,
                    RcloneConfFixture.isolatedVariables(applied.childVariables()),
                    conf(),
                    RcloneConfFixture.PATH,
                    Redaction.none());
            assertThat(rclone.collectOutput(List.of("lsf", remote + ":" + data), Duration.ZERO)
                            .stdout())
                    .as(remote)
                    .containsExactly("f");
        }
    }

    @Tag("timing")
    @Test
    void an_encrypted_file_is_opened_by_its_password_and_never_written() throws IOException {
        byte[] sealed = encrypt("[b2]\ntype = b2\nhard_delete = false\naccount = id\nkey = secret\n");
        RcloneConfUpdater opened = config(Map.of("RCLONE_CONFIG_PASS", "hunter2"));
        assertThat(opened.updateOrFail(RcloneConfFixture.b2("id", "secret")).written())
                .isFalse();
        assertThat(opened.update(RcloneConfFixture.b2("id", "other")).childVariables())
                .containsExactly(Map.entry("RCLONE_CONFIG_B2_KEY", "other"));
        assertRefused(78, "is encrypted", () -> opened.updateOrFail(RcloneConfFixture.b2("id", "other")));
        assertThat(config(Map.of("RCLONE_PASSWORD_COMMAND", "echo hunter2"))
                        .sections()
                        .names())
                .contains("b2");
        long start = System.nanoTime();
        for (Map<String, String> wrong : List.of(
                Map.<String, String>of(),
                Map.of("RCLONE_CONFIG_PASS", "no"),
                Map.of("RCLONE_PASSWORD_COMMAND", "false"))) {
            assertThatThrownBy(() -> config(wrong).update(RcloneConfFixture.b2("id", "secret")))
                    .isInstanceOfSatisfying(
                            CliException.class, e -> assertThat(e.status()).isEqualTo(78))
                    .satisfies(e -> assertThat(((CliException) e).remedy().orElseThrow())
                            .contains("RCLONE_CONFIG_PASS"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(Files.readAllBytes(conf())).isEqualTo(sealed);
    }

    @Test
    void leftovers_of_a_killed_run_are_removed_by_the_next() throws IOException {
        write("");
        Path left = Files.createDirectory(conf().resolveSibling("replay-storage-conf-0123456789abcdef"));
        Files.writeString(left.resolve("next.conf"), "secret");
        Files.createFile(conf().resolveSibling("replay-storage-conf-0123456789abcdef.lock"));
        config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        assertNothingElse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void old_file_or_folder_at_the_temporary_path_is_removed(boolean isFolder) throws IOException {
        write("");
        Path left = conf().resolveSibling(".rclone.conf.replay-storage");
        if (isFolder) {
            Files.createDirectory(left);
            Files.writeString(left.resolve("next.conf"), "secret");
        } else {
            Files.writeString(left, "secret");
        }
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(11)));
        config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        assertNothingElse();
    }

    @Test
    void waits_while_another_process_replaces_the_file() throws IOException {
        write("");
        Path other = Files.createFile(conf().resolveSibling(".rclone.conf.replay-storage"));
        CompletableFuture<?> replacement = CompletableFuture.runAsync(
                () -> {
                    write("[other]\ntype = local\n");
                    other.toFile().delete();
                },
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        replacement.join();
        assertThat(RcloneConfFixture.dumpConf(conf())).containsOnlyKeys("other", "b2");
        assertNothingElse();
    }

    @Test
    void leftovers_of_other_programs_stay() throws IOException {
        write("");
        Path other = Files.createDirectory(conf().resolveSibling("replay-storage-in-0123456789abcdef"));
        config(Map.of()).update(RcloneConfFixture.b2("id", "secret"));
        assertThat(other).exists();
    }

    @Test
    void no_secret_is_in_an_argument_list() throws IOException, InterruptedException {
        String secret = "S3CR3T" + System.nanoTime();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicBoolean seen = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (!stop.get()) {
                seen.compareAndSet(false, inAnyCommandLine(secret));
            }
        });
        watch.start();
        for (int i = 0; i < 5; i++) {
            config(Map.of()).update(RcloneConfFixture.b2("id", secret + i));
        }
        stop.set(true);
        watch.join();
        assertThat(seen).isFalse();
    }

    private static boolean inAnyCommandLine(String secret) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(p -> p.resolve("cmdline"))
                    .filter(Files::isReadable)
                    .anyMatch(p -> {
                        try {
                            return new String(Files.readAllBytes(p), StandardCharsets.UTF_8).contains(secret);
                        } catch (IOException e) {
                            return false;
                        }
                    });
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] encrypt(String text) throws IOException {
        write(text);
        Rclone rclone = RcloneConfFixture.rclone(Map.of());
        Rclone.RcloneOutput ran = rclone.collectOutput(
                List.of(
                        "config",
                        "encryption",
                        "set",
                        "--config",
                        conf().toString(),
                        "--password-command",
                        "echo hunter2"),
                Duration.ZERO);
        assertThat(ran.exit().isSuccess()).as(ran.toString()).isTrue();
        return Files.readAllBytes(conf());
    }

    private static replaystorage.settings.Settings drive(String token) {
        return RcloneConfFixture.settings("gdrive", "drive", Map.of("scope", "drive"), Map.of("token", token));
    }

    private void assertRefused(int status, String text, org.assertj.core.api.ThrowableAssert.ThrowingCallable call)
            throws IOException {
        byte[] before = Files.readAllBytes(conf());
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining(text);
        assertThat(Files.readAllBytes(conf())).isEqualTo(before);
    }

    private RcloneConfUpdater config(Map<String, String> environment) {
        return new RcloneConfUpdater(RcloneConfFixture.rclone(environment), new ConfLocation(conf(), true));
    }

    private Path conf() {
        return folder.resolve("rclone").resolve("rclone.conf");
    }

    private void write(String text) {
        try {
            Files.createDirectories(conf().getParent());
            Files.writeString(conf(), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(conf().getParent())) {
            assertThat(files).containsExactly(conf());
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
