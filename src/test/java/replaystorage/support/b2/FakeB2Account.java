package replaystorage.support.b2;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keys, buckets and files of an account. */
final class FakeB2Account {
    static final String ID = "0123456789ab";

    private final Path folder;
    private final Map<String, B2ApplicationKey> keys = new ConcurrentSkipListMap<>();
    private final Map<String, FakeB2Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<String, B2FileVersion> files = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private Instant last = Instant.EPOCH;

    /** @param folder for large contents */
    FakeB2Account(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** A new hexadecimal id. */
    String id(int digits) {
        return ID + ("%0" + (digits - ID.length()) + "x").formatted(ids.incrementAndGet());
    }

    /** Strictly increasing time, which identifies versions of a file. */
    synchronized Instant now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }

    void add(B2ApplicationKey key) {
        keys.put(key.id(), key);
    }

    void remove(B2ApplicationKey key) {
        keys.remove(key.id());
    }

    Optional<B2ApplicationKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    Collection<B2ApplicationKey> keys() {
        return keys.values();
    }

    /** @throws B2ErrorResponse if the name is taken */
    synchronized FakeB2Bucket create(String name, Map<String, Object> settings) {
        if (named(name).isPresent()) {
            throw B2ErrorResponse.of(400, "duplicate_bucket_name", "Bucket name is already in use.");
        }
        FakeB2Bucket bucket = new FakeB2Bucket(id(24), name, settings);
        buckets.put(bucket.id(), bucket);
        return bucket;
    }

    void remove(FakeB2Bucket bucket) {
        buckets.remove(bucket.id());
    }

    Collection<FakeB2Bucket> buckets() {
        return buckets.values();
    }

    Optional<FakeB2Bucket> named(String name) {
        return buckets.values().stream()
                .filter(bucket -> bucket.name().equals(name))
                .findFirst();
    }

    FakeB2Bucket bucket(String id) {
        return Optional.ofNullable(buckets.get(id))
                .orElseThrow(() -> B2ErrorResponse.of(400, "bad_bucket_id", "Bucket " + id + " does not exist"));
    }

    B2FileVersion add(B2FileVersion version) {
        files.put(version.id(), version);
        version.bucket().add(version);
        return version;
    }

    void remove(B2FileVersion version) {
        files.remove(version.id());
        version.bucket().remove(version);
    }

    Optional<B2FileVersion> file(String id) {
        return Optional.ofNullable(files.get(id));
    }
}
