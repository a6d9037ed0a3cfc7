package replaystorage.transfer.note;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.note.SyncRecord.Origin;
import replaystorage.transfer.note.SyncRecord.VersionPair;

/** A process that records downloads, reports it, and then waits. */
final class SyncRecordWriterProcess {
    static final RemotePath REMOTE = new RemotePath("s3", "bucket", "checkpoints");
    static final Path LOCAL = Path.of("/workspace/checkpoints");

    private SyncRecordWriterProcess() {}

    public static void main(String[] words) throws InterruptedException {
        SyncRecord record = SyncRecord.open(Path.of(words[0]), "minio", REMOTE, LOCAL, text -> {});
        for (String name : List.of(words).subList(1, words.length)) {
            if (name.startsWith("-")) {
                record.forget(name.substring(1));
            } else {
                record.recordProven(name, pair(1), Origin.BROUGHT);
            }
        }
        System.out.println("noted");
        Thread.sleep(60_000);
    }

    static VersionPair pair(int seconds) {
        return new VersionPair(new FileVersion(1, Instant.ofEpochSecond(seconds)), new FileVersion(1, Instant.EPOCH));
    }

    /** Returns after the process has recorded everything. */
    static Process start(Path state, String... names) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SyncRecordWriterProcess.class.getName(),
                state.toString());
        builder.command().addAll(List.of(names));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getInputStream().read();
        return process;
    }
}
