package replaystorage.support.b2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket with the versions of its files: newest first, names sorted by their UTF-8 bytes. */
final class FakeB2Bucket {
    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    private static final Comparator<B2FileVersion> NEWEST_FIRST =
            Comparator.comparing(B2FileVersion::time).reversed();

    private final String id;
    private final String name;
    private final NavigableMap<String, List<B2FileVersion>> files = new TreeMap<>(BY_BYTES);
    private Map<String, Object> settings;
    private int revision = 1;

    /** @param settings of the client, such as bucketType and lifecycleRules */
    FakeB2Bucket(String id, String name, Map<String, Object> settings) {
        this.id = id;
        this.name = name;
        this.settings = settings;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    synchronized void update(Map<String, Object> changes) {
        settings = new TreeMap<>(settings);
        settings.putAll(changes);
        revision++;
    }

    synchronized void add(B2FileVersion version) {
        List<B2FileVersion> versions = files.computeIfAbsent(version.name(), any -> new ArrayList<>());
        versions.removeIf(other -> other.id().equals(version.id()));
        versions.add(version);
        versions.sort(NEWEST_FIRST);
    }

    synchronized void remove(B2FileVersion version) {
        files.computeIfPresent(version.name(), (any, versions) -> {
            versions.removeIf(other -> other.id().equals(version.id()));
            return versions.isEmpty() ? null : versions;
        });
    }

    synchronized boolean isEmpty() {
        return files.isEmpty();
    }

    /** The version that a download by name returns. */
    synchronized Optional<B2FileVersion> current(String file) {
        return files.getOrDefault(file, List.of()).stream()
                .filter(version -> !version.action().equals("start"))
                .findFirst()
                .filter(B2FileVersion::isUpload);
    }

    /** All versions from this name on, in order. */
    synchronized List<B2FileVersion> from(String first) {
        return files.tailMap(first, true).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    synchronized Map<String, Object> json() {
        Map<String, Object> json = SimpleJson.of(
                "accountId", FakeB2Account.ID,
                "bucketId", id,
                "bucketName", name,
                "bucketType", "allPrivate",
                "bucketInfo", Map.of(),
                "corsRules", List.of(),
                "lifecycleRules", List.of(),
                "options", List.of("s3"),
                "revision", revision,
                "fileLockConfiguration",
                        readable(SimpleJson.of("isFileLockEnabled", false, "defaultRetention", noRetention())),
                "defaultServerSideEncryption", readable(SimpleJson.of("algorithm", null, "mode", null)),
                "replicationConfiguration", readable(null));
        json.putAll(settings);
        return json;
    }

    private static Map<String, Object> readable(Object value) {
        return SimpleJson.of("isClientAuthorizedToRead", true, "value", value);
    }

    private static Map<String, Object> noRetention() {
        return SimpleJson.of("mode", null, "period", null);
    }
}
