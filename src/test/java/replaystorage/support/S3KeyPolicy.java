package replaystorage.support;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The permissions of an S3 key; it may do nothing else. */
public record S3KeyPolicy(List<String> statements) {
    public static S3KeyPolicy denyingAll() {
        return new S3KeyPolicy(List.of());
    }

    /** Allows actions on objects, such as `GetObject`, in these buckets. */
    public S3KeyPolicy allowingObjects(List<String> buckets, String... actions) {
        return and(statement(actions, buckets.stream().map(bucket -> bucket + "/*"), ""));
    }

    public S3KeyPolicy allowingListing(List<String> buckets) {
        return and(statement(new String[] {"ListBucket"}, buckets.stream(), ""));
    }

    /** Allows listing below a prefix only. */
    public S3KeyPolicy allowingListing(String bucket, String prefix) {
        String condition = ",\"Condition\":{\"StringLike\":{\"s3:prefix\":[\"" + prefix + "*\"]}}";
        return and(statement(new String[] {"ListBucket"}, Stream.of(bucket), condition));
    }

    private S3KeyPolicy and(String statement) {
        List<String> more = new ArrayList<>(statements);
        more.add(statement);
        return new S3KeyPolicy(List.copyOf(more));
    }

    private static String statement(String[] actions, Stream<String> resources, String condition) {
        return "{\"Effect\":\"Allow\",\"Action\":["
                + Stream.of(actions).map(action -> "\"s3:" + action + "\"").collect(Collectors.joining(","))
                + "],\"Resource\":["
                + resources.map(each -> "\"arn:aws:s3:::" + each + "\"").collect(Collectors.joining(","))
                + "]" + condition + "}";
    }

    String json() {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }
}
