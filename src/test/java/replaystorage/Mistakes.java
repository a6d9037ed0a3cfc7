package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;

/** The mistakes of src/docs/doctor.md that can be made on a pod in this process, and set-ups in which nothing is wrong. */
final class Mistakes {
    private Mistakes() {}

    static Stream<Mistake> mended() {
        String secret = S3Server.SECRET;
        String endpoint = S3Server.shared().endpoint();
        return Stream.of(
                new Mistake("half", pod -> pod.with("AWS_SECRET_ACCESS_KEY", null), "storage", "AWS_SECRET_ACCESS_KEY"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", "\"" + secret + "\"", "storage", "has quotes around it"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", "'" + secret + "'", "storage", "has quotes around it"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", secret + "\r\n", "storage", "has blanks or a line end"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", " " + secret, "storage", "has blanks or a line end"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", "\uFEFF" + secret, "storage", "byte order mark"),
                new Mistake(
                        "a carriage return in a file",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null)
                                .with("AWS_SECRET_ACCESS_KEY_FILE", file(pod, secret + "\r\n")),
                        "storage",
                        "has blanks or a line end"),
                Mistake.set("S3_ENDPOINT", "'" + endpoint + "/'", "storage", "S3_ENDPOINT has quotes"),
                Mistake.set("S3_ENDPOINT", endpoint + "/", "storage", "ends with a slash"),
                Mistake.set(
                        "S3_ENDPOINT", endpoint + "/" + Patient.replays(), "storage", "ends with the bucket's name"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", "{{ RUNPOD_SECRET_AWS }}", "storage", "never filled in"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", "${AWS_SECRET_ACCESS_KEY}", "storage", "the name of a variable"),
                Mistake.set("AWS_SECRET_ACCESS_KEY_FILE", "/nowhere/at/all", "storage", "are both set"),
                new Mistake(
                        "a secret's file that is not there",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null)
                                .with("AWS_SECRET_ACCESS_KEY_FILE", "/nowhere/at/all"),
                        "storage",
                        "can't be used"),
                new Mistake(
                        "two providers",
                        pod -> pod.with("B2_KEY_ID", "0123456789ab").with("B2_APP_KEY", "K0010123456789abcdef"),
                        "storage",
                        "is set too"),
                Mistake.set("REPLAY_STORAGE_PROVIDER", "backblaze", "storage", "there is no provider backblaze"),
                Mistake.set("REPLAY_STORAGE_REMOTE", "nope", "storage", "no section of rclone.conf"),
                Mistake.set("S3_REPLAYS", "s3://" + Patient.replays(), "storage", "a prefix before the bucket's name"),
                Mistake.set("S3_REPLAYS", Patient.replays() + "/", "storage", "slashes around"),
                Mistake.set("S3_REPLAYS", "Doctor_Replays", "storage", "can't be a bucket"),
                new Mistake(
                        "names of another program",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null).with("MINIO_SECRET_KEY", secret),
                        "variables",
                        "MINIO_SECRET_KEY is not read"),
                Mistake.set(
                        "RCLONE_S3_ENDPOINT", "http://127.0.0.1:1", "variables", "RCLONE_S3_ENDPOINT would have ruled"),
                Mistake.set("RCLONE_VERSION", "current", "variables", "RCLONE_VERSION would have ruled"),
                Mistake.set("AWS_PROFILE", "work", "variables", "AWS_PROFILE would have ruled"),
                Mistake.set(
                        "AWS_CA_BUNDLE", "/etc/ssl/certs/ca-certificates.crt", "variables", "AWS_CA_BUNDLE would have"),
                Mistake.set("SYNC_REPLAYS", "yes", "switches", "only 'true' switches it on"),
                Mistake.set("SYNC_CHECKPOINTS_DOWN", "later", "switches", "only 'true' switches it on"),
                Mistake.set("SYNC_INTERVAL", "0", "switches", "SYNC_INTERVAL is '0'"),
                Mistake.set("SYNC_INTERVAL", "often", "switches", "SYNC_INTERVAL is 'often'"),
                Mistake.set("REPLAY_STORAGE_START_TIMEOUT", "soon", "switches", "REPLAY_STORAGE_START_TIMEOUT"),
                Mistake.set("REPLAY_STORAGE_RCLONE", "/nowhere/rclone", "rclone", "REPLAY_STORAGE_RCLONE"),
                Mistake.set("WORKSPACE", "target", "places", "WORKSPACE is the relative path target"),
                Mistake.set("LOG_FILE", "~/sync.log", "places", "begins with ~"),
                new Mistake(
                        "a misspelt CHECKPOINT_DIR",
                        pod -> {
                            Pod.write(pod.root(), "data/checkpoints/a.pt", "a", Instant.EPOCH);
                            pod.with(
                                    "CHECKPOINT_DIR",
                                    pod.root().resolve("data/chekpoints").toString());
                        },
                        "places",
                        "which is not there"),
                new Mistake(
                        "replays among checkpoints",
                        pod -> pod.with(
                                "REPLAY_DIR",
                                pod.checkpoints().resolve("replays").toString()),
                        "places",
                        "REPLAY_DIR, "),
                new Mistake(
                        "checkpoints among logs",
                        pod -> pod.with(
                                "CHECKPOINT_DIR",
                                pod.write("logs/run/a.pt", "a", Instant.EPOCH)
                                        .getParent()
                                        .toString()),
                        "places",
                        "lies in the folder of logs"),
                new Mistake(
                        "a log that is a folder",
                        pod -> pod.with("LOG_FILE", pod.workspace().toString()),
                        "places",
                        "is a folder"),
                new Mistake(
                        "a log among checkpoints",
                        pod -> pod.with(
                                "LOG_FILE",
                                pod.checkpoints().resolve("sync.log").toString()),
                        "places",
                        "lies among the checkpoints"),
                Mistake.set("HTTPS_PROXY", "http://user:secret@127.0.0.1:1", "proxy", "can't be reached"),
                Mistake.set("http_proxy", "in the office", "proxy", "is not an address"),
                new Mistake(
                        "an rclone.conf that is a folder",
                        pod -> Pod.write(pod.conf(), "rclone.conf", "", Instant.EPOCH),
                        "rclone.conf",
                        "it is a folder"),
                new Mistake("rclone.conf for all", pod -> conf(pod, "", "rw-r--r--"), "rclone.conf", "others may look"),
                new Mistake(
                        "a section of another type",
                        pod -> conf(pod, "[minio]\ntype = b2\naccount = x\n", "rw-------"),
                        "storage",
                        "is of type b2"),
                new Mistake(
                        "an older key in rclone.conf",
                        pod -> {
                            pod.run("configure");
                            conf(pod, Patient.read(pod.conf()).replace(secret, "another"), "rw-------");
                        },
                        "rclone.conf",
                        "differs from the variables"),
                Mistake.set("AWS_ACCESS_KEY_ID", "unknown-key", "replays", "does not know the access key"),
                Mistake.set("AWS_SECRET_ACCESS_KEY", "wrong-secret-0123", "replays", "does not belong to the key"),
                new Mistake(
                        "a misspelt bucket",
                        pod -> pod.with("S3_REPLAYS", Patient.replays().replace("replays", "replay")),
                        "replays",
                        "there is no bucket"),
                Mistake.set("REPLAY_SUBDIR", "nosuch", "disk", "REPLAY_SUBDIR names nosuch"),
                Mistake.set("REPLAY_DIR", "/etc/passwd/replays", "workspace", "/etc/passwd is no folder"),
                Mistake.set("CHECKPOINT_DIR", "/etc/passwd/x", "workspace", "CHECKPOINT_DIR: /etc/passwd is no folder"),
                Mistake.set("WORKSPACE", "/etc/passwd", "workspace", "which is no folder"),
                new Mistake("no artifacts", pod -> pod.with("S3_ARTIFACTS", null), "artifacts", "no bucket is named"),
                new Mistake(
                        "no workspace",
                        pod -> pod.with(
                                "WORKSPACE", pod.root().resolve("not here").toString()),
                        "workspace",
                        "which is no folder"),
                new Mistake(
                        "a dangling link",
                        pod -> link(
                                pod.root().resolve("app/checkpoints"),
                                pod.root().resolve("gone")),
                        "workspace",
                        "leads nowhere"),
                new Mistake(
                        "a link elsewhere",
                        pod -> link(pod.root().resolve("app/logs"), pod.root()),
                        "workspace",
                        "elsewhere"),
                new Mistake(
                        "a folder of its own",
                        pod -> Pod.write(pod.root(), "app/cache/a.bin", "x", Instant.now()),
                        "workspace",
                        "a folder of its own"));
    }

    /** What no line can mend alone, or what asks for a value that no test can know. */
    static Stream<Mistake> named() {
        return Stream.of(
                new Mistake(
                        "nothing set",
                        pod -> pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*")),
                        "storage",
                        "no storage is configured"),
                new Mistake(
                        "an unknown key in replay-storage.yaml",
                        pod -> pod.with("REPLAY_STORAGE_CONFIG", yaml(pod, "autosync:\n  interval: 5m\n")),
                        "settings",
                        "autosync"),
                new Mistake("no rclone", Mistakes::withoutRclone, "rclone", "rclone is not installed"),
                new Mistake("an old rclone", pod -> oldRclone(withoutRclone(pod)), "rclone", "is 1.60.1"),
                new Mistake(
                        "a broken rclone.conf",
                        pod -> conf(pod, "[other]\n`type = x\n", "rw-------"),
                        "rclone.conf",
                        "rclone can't read"),
                Mistake.set("S3_ENDPOINT", "http://127.0.0.1:1", "replays", "nothing listens at 127.0.0.1:1"),
                Mistake.set(
                        "S3_ENDPOINT",
                        "http://no-such-host.invalid",
                        "replays",
                        "no-such-host.invalid can't be resolved"));
    }

    /** Set-ups in which nothing is wrong. */
    static Stream<Mistake> healthy() {
        return Stream.of(
                new Mistake("two buckets", pod -> {}, "", ""),
                new Mistake(
                        "one bucket, written with other variables",
                        pod -> pod.with("S3_REPLAYS", null)
                                .with("S3_ARTIFACTS", null)
                                .with("S3_BUCKET", Patient.artifacts()),
                        "",
                        ""),
                new Mistake(
                        "a section of the user's own",
                        pod -> {
                            assertThat(pod.run("configure").status()).isZero();
                            conf(pod, Patient.read(pod.conf()).replace("[minio]", "[mine]"), "rw-------");
                            pod.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
                            pod.with("S3_ENDPOINT", null).with("REPLAY_STORAGE_REMOTE", "mine");
                        },
                        "",
                        ""),
                new Mistake(
                        "a pod after its start, in a session that has none of its variables",
                        pod -> {
                            Pod.write(pod.root(), "app/checkpoints/a.pt", "weights", Instant.EPOCH);
                            pod.with(
                                    "REPLAY_STORAGE_BIN",
                                    pod.root().resolve("bin").toString());
                            Pod.Run start = InstalledProgram.on(pod).run("entrypoint");
                            assertThat(start.status()).as(start.all()).isZero();
                            pod.environment()
                                    .keySet()
                                    .removeIf(name -> !name.matches("HOME|PATH|APP_DIR|REPLAY_STORAGE_(JAVA|RCLONE)"));
                        },
                        "",
                        ""));
    }

    private static Pod withoutRclone(Pod pod) {
        return pod.with("REPLAY_STORAGE_RCLONE", null).with("PATH", pod.root().resolve("bin") + ":/usr/bin:/bin");
    }

    private static void oldRclone(Pod pod) {
        try {
            Path old = Pod.write(pod.root(), "bin/rclone", "#!/bin/sh\necho rclone v1.60.1\n", Instant.now());
            Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(Pod pod, String text) {
        return Pod.write(pod.root(), "replay-storage.yaml", text, Instant.now()).toString();
    }

    private static String file(Pod pod, String text) {
        return Pod.write(pod.root(), "secret", text, Instant.now()).toString();
    }

    private static void conf(Pod pod, String text, String mode) {
        try {
            Files.createDirectories(pod.conf().getParent());
            Files.writeString(pod.conf(), text);
            Files.setPosixFilePermissions(pod.conf(), PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path link, Path target) {
        try {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
