package replaystorage.transfer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import replaystorage.console.Console;
import replaystorage.rclone.FakeRclone;
import replaystorage.rclone.FakeRclone.FakeCall;
import replaystorage.rclone.FakeRclone.FakeOutput;
import replaystorage.rclone.LogLine;
import replaystorage.settings.SettingsFixture;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.list.Timeouts;

/** A remote folder behind a fake rclone. */
public final class FakeStorage {
    /** A provider whose listing has modification times. */
    public static final String LISTING = "b2";
    /** A provider whose listing has upload times, so that a modification time costs a request. */
    public static final String RECORD = "minio";

    public final FakeRclone rclone = new FakeRclone();
    public final RemotePath folder = new RemotePath("remote", "bucket", "checkpoints");
    /** All messages, one per line. */
    public final List<String> messages = new CopyOnWriteArrayList<>();

    private final Map<String, FakeObject> objects = new ConcurrentHashMap<>();
    private final RemoteStorage storage;

    private record FakeObject(long size, Instant modified, Instant arrived, String hash) {}

    public FakeStorage(String provider, Path temporary) {
        boolean lists = provider.equals(LISTING);
        storage = new RemoteStorage(
                rclone,
                SettingsFixture.settings(
                        lists
                                ? SettingsFixture.b2()
                                : SettingsFixture.environment(
                                        "S3_ENDPOINT=http://127.0.0.1:9000",
                                        "AWS_ACCESS_KEY_ID=minioadmin",
                                        "AWS_SECRET_ACCESS_KEY=minioadmin-secret",
                                        "S3_BUCKET=bucket")),
                temporary,
                Timeouts.DEFAULT);
        rclone.on("lsjson", call -> list(call, lists));
    }

    public RemoteStorage storage() {
        return storage;
    }

    public void put(String name, FileVersion version, String hash) {
        put(name, version, Instant.parse("2026-03-01T00:00:00.5Z"), hash);
    }

    public void put(String name, FileVersion version, Instant arrived, String hash) {
        objects.put(name, new FakeObject(version.size(), version.modified(), arrived, hash));
    }

    public void remove(String name) {
        objects.remove(name);
    }

    public Map<String, FileVersion> listing() {
        return storage.listFiles(folder, List.copyOf(objects.keySet())).files();
    }

    private FakeOutput list(FakeCall call, boolean lists) {
        boolean hashes = call.arguments().contains("--hash");
        boolean exact = lists || call.arguments().contains("--no-traverse");
        Stream<Map.Entry<String, FakeObject>> found = new TreeMap<>(objects)
                .entrySet().stream()
                        .filter(each -> call.names().isEmpty() || call.names().contains(each.getKey()));
        return FakeOutput.of(found.map(each -> String.format(
                        "{\"Path\":\"%s\",\"Size\":%d,\"ModTime\":\"%s\",\"IsDir\":false%s}",
                        each.getKey(),
                        each.getValue().size(),
                        exact ? each.getValue().modified() : each.getValue().arrived(),
                        hashes && each.getValue().hash() != null
                                ? ",\"Hashes\":{\"hash\":\"" + each.getValue().hash() + "\"}"
                                : ""))
                .toArray(String[]::new));
    }

    public Console console() {
        return new Console() {
            @Override
            public void addPlanned(String title, long files, long bytes) {}

            @Override
            public void handleLogLine(int child, LogLine line) {}

            @Override
            public void note(String text) {
                messages.add(text);
            }

            @Override
            public void warn(String text) {
                messages.add(text);
            }

            @Override
            public void error(String text, String remedy, int status) {
                messages.add(text);
            }

            @Override
            public void showSummary(boolean good, String text) {
                messages.add(text);
            }

            @Override
            public void close() {}
        };
    }
}
