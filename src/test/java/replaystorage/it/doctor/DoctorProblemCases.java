package replaystorage.it.doctor;

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

/** The problems of src/docs/doctor.md that can be created on a pod in this process, and correct set-ups. */
final class DoctorProblemCases {
    private DoctorProblemCases() {}

    static Stream<DoctorProblem> mended() {
        String secret = S3Server.SECRET;
        String endpoint = S3Server.shared().endpoint();
        return Stream.of(
                new DoctorProblem(
                        "half", pod -> pod.with("AWS_SECRET_ACCESS_KEY", null), "storage", "AWS_SECRET_ACCESS_KEY"),
                DoctorProblem.set("AWS_SECRET_ACCESS_KEY", "\"" + secret + "\"", "storage", "has quotes around it"),
                DoctorProblem.set("AWS_SECRET_ACCESS_KEY", "'" + secret + "'", "storage", "has quotes around it"),
                DoctorProblem.set("AWS_SECRET_ACCESS_KEY", secret + "\r\n", "storage", "has spaces or a line break"),
                DoctorProblem.set("AWS_SECRET_ACCESS_KEY", " " + secret, "storage", "has spaces or a line break"),
                DoctorProblem.set("AWS_SECRET_ACCESS_KEY", "\uFEFF" + secret, "storage", "byte order mark"),
                new DoctorProblem(
                        "a carriage return in a file",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null)
                                .with("AWS_SECRET_ACCESS_KEY_FILE", file(pod, secret + "\r\n")),
                        "storage",
                        "has spaces or a line break"),
                DoctorProblem.set("S3_ENDPOINT", "'" + endpoint + "/'", "storage", "S3_ENDPOINT has quotes"),
                DoctorProblem.set("S3_ENDPOINT", endpoint + "/", "storage", "ends with a slash"),
                DoctorProblem.set(
                        "S3_ENDPOINT",
                        endpoint + "/" + MisconfiguredPod.replays(),
                        "storage",
                        "ends with the bucket's name"),
                DoctorProblem.set("AWS_SECRET_ACCESS_KEY", "{{ RUNPOD_SECRET_AWS }}", "storage", "never filled in"),
                DoctorProblem.set(
                        "AWS_SECRET_ACCESS_KEY", "${AWS_SECRET_ACCESS_KEY}", "storage", "the name of a variable"),
                DoctorProblem.set("AWS_SECRET_ACCESS_KEY_FILE", "/nowhere/at/all", "storage", "are both set"),
                new DoctorProblem(
                        "a secret's file that is not there",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null)
                                .with("AWS_SECRET_ACCESS_KEY_FILE", "/nowhere/at/all"),
                        "storage",
                        "can't be used"),
                new DoctorProblem(
                        "two providers",
                        pod -> pod.with("B2_KEY_ID", "0123456789ab").with("B2_APP_KEY", "K0010123456789abcdef"),
                        "storage",
                        "is set too"),
                DoctorProblem.set("REPLAY_STORAGE_PROVIDER", "backblaze", "storage", "unknown provider backblaze"),
                DoctorProblem.set("REPLAY_STORAGE_REMOTE", "nope", "storage", "not a section of rclone.conf"),
                DoctorProblem.set(
                        "S3_REPLAYS",
                        "s3://" + MisconfiguredPod.replays(),
                        "storage",
                        "a prefix before the bucket's name"),
                DoctorProblem.set("S3_REPLAYS", MisconfiguredPod.replays() + "/", "storage", "slashes around"),
                DoctorProblem.set("S3_REPLAYS", "Doctor_Replays", "storage", "is not a valid bucket name"),
                new DoctorProblem(
                        "names of another program",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null).with("MINIO_SECRET_KEY", secret),
                        "variables",
                        "MINIO_SECRET_KEY is not used"),
                DoctorProblem.set(
                        "RCLONE_S3_ENDPOINT", "http://127.0.0.1:1", "variables", "RCLONE_S3_ENDPOINT would override"),
                DoctorProblem.set("RCLONE_VERSION", "current", "variables", "RCLONE_VERSION would override"),
                DoctorProblem.set("AWS_PROFILE", "work", "variables", "AWS_PROFILE would override"),
                DoctorProblem.set(
                        "AWS_CA_BUNDLE",
                        "/etc/ssl/certs/ca-certificates.crt",
                        "variables",
                        "AWS_CA_BUNDLE would override"),
                DoctorProblem.set("SYNC_REPLAYS", "yes", "switches", "only 'true' turns it on"),
                DoctorProblem.set("SYNC_CHECKPOINTS_DOWN", "later", "switches", "only 'true' turns it on"),
                DoctorProblem.set(
                        "SYNC_INTERVAL",
                        "0",
                        "switches",
                        "SYNC_INTERVAL must be a duration such as 90s, 10m or 1h, not '0'"),
                DoctorProblem.set(
                        "SYNC_INTERVAL",
                        "often",
                        "switches",
                        "SYNC_INTERVAL must be a duration such as 90s, 10m or 1h, not 'often'"),
                DoctorProblem.set("REPLAY_STORAGE_START_TIMEOUT", "soon", "switches", "REPLAY_STORAGE_START_TIMEOUT"),
                DoctorProblem.set("REPLAY_STORAGE_RCLONE", "/nowhere/rclone", "rclone", "REPLAY_STORAGE_RCLONE"),
                DoctorProblem.set("WORKSPACE", "target", "places", "WORKSPACE is the relative path target"),
                DoctorProblem.set("LOG_FILE", "~/sync.log", "places", "begins with ~"),
                new DoctorProblem(
                        "a misspelt CHECKPOINT_DIR",
                        pod -> {
                            Pod.write(pod.root(), "data/checkpoints/a.pt", "a", Instant.EPOCH);
                            pod.with(
                                    "CHECKPOINT_DIR",
                                    pod.root().resolve("data/chekpoints").toString());
                        },
                        "places",
                        "which does not exist"),
                new DoctorProblem(
                        "replays among checkpoints",
                        pod -> pod.with(
                                "REPLAY_DIR",
                                pod.checkpoints().resolve("replays").toString()),
                        "places",
                        "REPLAY_DIR, "),
                new DoctorProblem(
                        "checkpoints among logs",
                        pod -> pod.with(
                                "CHECKPOINT_DIR",
                                pod.write("logs/run/a.pt", "a", Instant.EPOCH)
                                        .getParent()
                                        .toString()),
                        "places",
                        "is inside the folder of logs"),
                new DoctorProblem(
                        "a log that is a folder",
                        pod -> pod.with("LOG_FILE", pod.workspace().toString()),
                        "places",
                        "is a folder"),
                new DoctorProblem(
                        "a log among checkpoints",
                        pod -> pod.with(
                                "LOG_FILE",
                                pod.checkpoints().resolve("sync.log").toString()),
                        "places",
                        "is in the checkpoints folder"),
                DoctorProblem.set("HTTPS_PROXY", "http://user:secret@127.0.0.1:1", "proxy", "can't be reached"),
                DoctorProblem.set("http_proxy", "in the office", "proxy", "is not an address"),
                new DoctorProblem(
                        "an rclone.conf that is a folder",
                        pod -> Pod.write(pod.conf(), "rclone.conf", "", Instant.EPOCH),
                        "rclone.conf",
                        "it is a folder"),
                new DoctorProblem(
                        "rclone.conf for all",
                        pod -> conf(pod, "", "rw-r--r--"),
                        "rclone.conf",
                        "other users can read it"),
                new DoctorProblem(
                        "a section of another type",
                        pod -> conf(pod, "[minio]\ntype = b2\naccount = x\n", "rw-------"),
                        "storage",
                        "is of type b2"),
                new DoctorProblem(
                        "an older key in rclone.conf",
                        pod -> {
                            pod.run("configure");
                            conf(pod, MisconfiguredPod.read(pod.conf()).replace(secret, "another"), "rw-------");
                        },
                        "rclone.conf",
                        "differs from the variables"),
                DoctorProblem.set("AWS_ACCESS_KEY_ID", "unknown-key", "replays", "does not know the access key"),
                DoctorProblem.set(
                        "AWS_SECRET_ACCESS_KEY", "wrong-secret-0123", "replays", "does not belong to the key"),
                new DoctorProblem(
                        "a misspelt bucket",
                        pod -> pod.with("S3_REPLAYS", MisconfiguredPod.replays().replace("replays", "replay")),
                        "replays",
                        "there is no bucket"),
                DoctorProblem.set("REPLAY_SUBDIR", "nosuch", "disk", "REPLAY_SUBDIR is nosuch"),
                DoctorProblem.set("REPLAY_DIR", "/etc/passwd/replays", "workspace", "/etc/passwd is not a folder"),
                DoctorProblem.set(
                        "CHECKPOINT_DIR", "/etc/passwd/x", "workspace", "CHECKPOINT_DIR: /etc/passwd is not a folder"),
                DoctorProblem.set("WORKSPACE", "/etc/passwd", "workspace", "which is not a folder"),
                new DoctorProblem(
                        "no artifacts", pod -> pod.with("S3_ARTIFACTS", null), "artifacts", "no bucket is set"),
                new DoctorProblem(
                        "no workspace",
                        pod -> pod.with(
                                "WORKSPACE", pod.root().resolve("not here").toString()),
                        "workspace",
                        "which is not a folder"),
                new DoctorProblem(
                        "a dangling link",
                        pod -> link(
                                pod.root().resolve("app/checkpoints"),
                                pod.root().resolve("gone")),
                        "workspace",
                        "broken link"),
                new DoctorProblem(
                        "a link elsewhere",
                        pod -> link(pod.root().resolve("app/logs"), pod.root()),
                        "workspace",
                        "links to another folder"),
                new DoctorProblem(
                        "a folder of its own",
                        pod -> Pod.write(pod.root(), "app/cache/a.bin", "x", Instant.now()),
                        "workspace",
                        "is not linked to the workspace"));
    }

    /** Problems without a complete fix: several steps are needed, or a value that the test can't know. */
    static Stream<DoctorProblem> named() {
        return Stream.of(
                new DoctorProblem(
                        "nothing set",
                        pod -> pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*")),
                        "storage",
                        "no storage is configured"),
                new DoctorProblem(
                        "an unknown key in replay-storage.yaml",
                        pod -> pod.with("REPLAY_STORAGE_CONFIG", yaml(pod, "autosync:\n  interval: 5m\n")),
                        "settings",
                        "autosync"),
                new DoctorProblem("no rclone", DoctorProblemCases::withoutRclone, "rclone", "rclone is not installed"),
                new DoctorProblem("an old rclone", pod -> oldRclone(withoutRclone(pod)), "rclone", "is 1.60.1"),
                new DoctorProblem(
                        "a broken rclone.conf",
                        pod -> conf(pod, "[other]\n`type = x\n", "rw-------"),
                        "rclone.conf",
                        "rclone can't read"),
                DoctorProblem.set("S3_ENDPOINT", "http://127.0.0.1:1", "replays", "nothing listens at 127.0.0.1:1"),
                DoctorProblem.set(
                        "S3_ENDPOINT",
                        "http://no-such-host.invalid",
                        "replays",
                        "no-such-host.invalid can't be resolved"));
    }

    /** Correct set-ups. */
    static Stream<DoctorProblem> healthy() {
        return Stream.of(
                new DoctorProblem("two buckets", pod -> {}, "", ""),
                new DoctorProblem(
                        "one bucket, written with other variables",
                        pod -> pod.with("S3_REPLAYS", null)
                                .with("S3_ARTIFACTS", null)
                                .with("S3_BUCKET", MisconfiguredPod.artifacts()),
                        "",
                        ""),
                new DoctorProblem(
                        "a section of the user's own",
                        pod -> {
                            assertThat(pod.run("configure").status()).isZero();
                            conf(pod, MisconfiguredPod.read(pod.conf()).replace("[minio]", "[mine]"), "rw-------");
                            pod.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
                            pod.with("S3_ENDPOINT", null).with("REPLAY_STORAGE_REMOTE", "mine");
                        },
                        "",
                        ""),
                new DoctorProblem(
                        "a pod after its start, in a session that has none of its variables",
                        pod -> {
                            Pod.write(pod.root(), "app/checkpoints/a.pt", "weights", Instant.EPOCH);
                            pod.with(
                                    "REPLAY_STORAGE_BIN",
                                    pod.root().resolve("bin").toString());
                            Pod.CommandRun start = InstalledProgram.on(pod).run("entrypoint");
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
