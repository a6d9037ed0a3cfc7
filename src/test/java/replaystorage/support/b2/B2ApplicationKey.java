package replaystorage.support.b2;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application key.
 *
 * @param buckets allowed bucket ids; empty for all
 * @param prefix allowed prefix of file names; empty for all
 * @param oldestApi first API version that the key may use
 */
public record B2ApplicationKey(
        String id,
        String secret,
        String name,
        Set<String> capabilities,
        List<String> buckets,
        String prefix,
        int oldestApi) {

    static final Set<String> READ =
            Set.of("listAllBucketNames", "listBuckets", "readBuckets", "listFiles", "readFiles", "shareFiles");
    static final Set<String> READ_AND_WRITE = and(READ, "writeFiles", "deleteFiles");
    static final Set<String> MAKE_BUCKETS = and(READ_AND_WRITE, "writeBuckets", "deleteBuckets");
    static final Set<String> ALL = and(MAKE_BUCKETS, "listKeys", "writeKeys", "deleteKeys");

    private static Set<String> and(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    boolean isForOneBucket() {
        return !buckets.isEmpty();
    }

    /** @throws B2ErrorResponse 401 if the key lacks the capability, or may not access the bucket or file */
    void require(String capability, String bucket, String file) {
        boolean inBucket = bucket == null || buckets.isEmpty() || buckets.contains(bucket);
        if (!capabilities.contains(capability) || !inBucket || !file.startsWith(prefix)) {
            throw B2ErrorResponse.unauthorized();
        }
    }

    void require(String capability) {
        require(capability, null, prefix);
    }
}
