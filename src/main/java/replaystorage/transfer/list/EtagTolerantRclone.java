package replaystorage.transfer.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;

/**
 * Runs rclone for buckets that encrypt by default (SSE-KMS, DSSE): their ETags are not MD5 sums, which rclone reports
 * as corruption. Such a copy is repeated with flags that turn off the comparison.
 */
public final class EtagTolerantRclone implements Rclone {
    private static final Pattern NO_MD5 =
            Pattern.compile("corrupted on transfer: md5 hashes differ|multipart upload corrupted: Etag differ");
    private static final Pattern ENCRYPTED =
            Pattern.compile("(?i)x-amz-server-side-encryption: aws:|x-amz-server-side-encryption-customer-algorithm: ");
    private static final Pattern KMS = Pattern.compile("(?im)x-amz-server-side-encryption: aws:kms\\s*$");
    private static final Pattern KMS_KEY = Pattern.compile("(?i)x-amz-server-side-encryption-aws-kms-key-id: (\\S+)");
    private static final String STATE_FILE_NAME = "etags-are-no-md5";

    /** The server checks each part as it arrives, and the MD5 of the file is stored in the metadata. */
    private static final List<String> UPLOAD_FLAGS =
            List.of("--s3-upload-cutoff", "0", "--s3-use-multipart-etag=false");

    /** In rclone's source, its only effect on reading is that ETags are not taken for MD5 sums. */
    private static final List<String> DOWNLOAD_FLAGS = List.of("--s3-server-side-encryption", "aws:kms");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Rclone rclone;
    private final String remote;
    private final String storageName;
    private final Path state;
    private final Consumer<String> note;
    private final Set<String> encryptedBuckets = ConcurrentHashMap.newKeySet();

    /**
     * Remembers such buckets in the state folder, if that exists.
     *
     * @param note called once per bucket
     */
    public EtagTolerantRclone(Rclone rclone, String remote, String storage, Path state, Consumer<String> note) {
        this.rclone = rclone;
        this.remote = remote + ":";
        this.storageName = storage;
        this.state = state;
        this.note = note;
        try {
            encryptedBuckets.addAll(Files.readAllLines(state.resolve(STATE_FILE_NAME)));
        } catch (IOException e) {
            // None is known.
        }
    }

    private static final class EtagIsNoMd5Exception extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient LogLine line;

        EtagIsNoMd5Exception(LogLine line) {
            super(line.message());
            this.line = line;
        }
    }

    @Override
    public Exit run(RcloneCall call) {
        Optional<String> bucket = bucketOf(call.arguments());
        if (bucket.isEmpty()) {
            return rclone.run(call);
        }
        boolean isKnown = encryptedBuckets.contains(storageName + " " + bucket.get());
        try {
            return rclone.run(withLog(isKnown ? withToleranceFlags(call) : call, line -> {
                if (NO_MD5.matcher(line.message()).find()) {
                    throw new EtagIsNoMd5Exception(line);
                }
                call.log().accept(line);
            }));
        } catch (EtagIsNoMd5Exception e) {
            return retryTolerant(call, bucket.get(), e.line);
        }
    }

    private Exit retryTolerant(RcloneCall call, String bucket, LogLine line) {
        List<String> arguments = call.arguments();
        if (isUpload(arguments)) {
            rememberEncrypted(bucket);
            return rclone.run(withToleranceFlags(call));
        }
        String headers = sourceHeaders(arguments, line);
        if (ENCRYPTED.matcher(headers).find()) {
            rememberEncrypted(bucket);
            return rclone.run(isDownload(arguments) ? withToleranceFlags(call) : call.withFlags(sameKeyFlags(headers)));
        }
        return rclone.run(call);
    }

    /** A copy within the storage is encrypted like its source; rclone ignores ETags for this kind only. */
    private static List<String> sameKeyFlags(String headers) {
        if (!KMS.matcher(headers).find()) {
            return List.of();
        }
        List<String> flags = new ArrayList<>(DOWNLOAD_FLAGS);
        Matcher key = KMS_KEY.matcher(headers);
        if (key.find()) {
            flags.addAll(List.of("--s3-sse-kms-key-id", key.group(1)));
        }
        return flags;
    }

    private static RcloneCall withLog(RcloneCall call, Consumer<LogLine> log) {
        return new RcloneCall(
                call.arguments(),
                call.stdout(),
                log,
                call.stallTimeout(),
                call.rawStdoutIfAny().orElse(null));
    }

    private RcloneCall withToleranceFlags(RcloneCall call) {
        List<String> arguments = call.arguments();
        if (isUpload(arguments)) {
            return call.withFlags(UPLOAD_FLAGS);
        }
        return isCopy(arguments) && !isDownload(arguments) ? call : call.withFlags(DOWNLOAD_FLAGS);
    }

    private boolean isUpload(List<String> arguments) {
        int at = remotePathIndex(arguments);
        return isCopy(arguments) && at > 0 && arguments.get(at - 1).startsWith("/");
    }

    private static boolean isCopy(List<String> arguments) {
        return List.of("copy", "copyto", "sync", "move").contains(arguments.get(0));
    }

    private boolean isDownload(List<String> arguments) {
        int at = remotePathIndex(arguments);
        return isCopy(arguments)
                && at + 1 < arguments.size()
                && arguments.get(at + 1).startsWith("/");
    }

    private int remotePathIndex(List<String> arguments) {
        int at = arguments.size() - 1;
        while (at >= 0 && !arguments.get(at).startsWith(remote)) {
            at--;
        }
        return at;
    }

    private Optional<String> bucketOf(List<String> arguments) {
        return arguments.stream()
                .filter(word -> word.startsWith(remote))
                .map(path -> path.substring(remote.length()).replaceFirst("/.*", ""))
                .filter(bucket -> !bucket.isEmpty())
                .findFirst();
    }

    /** The storage's headers about the source: hashes are given up only if the storage says that it encrypts. */
    private String sourceHeaders(List<String> arguments, LogLine line) {
        int at = remotePathIndex(arguments);
        String from = arguments.get(isDownload(arguments) ? at : at - 1);
        String path = from.endsWith("/") && line.object() != null ? from + line.object() : from;
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        rclone.run(
                new RcloneCall(RcloneCommands.dumpHeaders(path), out -> {}, log -> said.add(log.message()), TIMEOUT));
        return String.join("\n", said);
    }

    private void rememberEncrypted(String bucket) {
        if (!encryptedBuckets.add(storageName + " " + bucket)) {
            return;
        }
        note.accept(
                bucket
                        + " encrypts by default: its ETags are not MD5 sums, so files are uploaded in parts and compared byte by byte");
        if (Files.isDirectory(state)) {
            try {
                Files.writeString(
                        state.resolve(STATE_FILE_NAME),
                        storageName + " " + bucket + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                // It will be detected again.
            }
        }
    }
}
