package replaystorage.support;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a key of an S3 server may do: nothing but what is allowed here. */
public record Policy(List<String> statements) {
    public static Policy ofNothing() {
        return new Policy(List.of());
    }

    /** Actions on objects, such as `GetObject`, in these buckets. */
    public Policy objects(List<String> buckets, String... actions) {
        return and(statement(actions, buckets.stream().map(bucket -> bucket + "/*"), ""));
    }

    public Policy listing(List<String> buckets) {
        return and(statement(new String[] {"ListBucket"}, buckets.stream(), ""));
    }

    /** Listing below a prefix only. */
    public Policy listing(String bucket, String prefix) {
        String condition = ",\"Condition\":{\"StringLike\":{\"s3:prefix\":[\"" + prefix + "*\"]}}";
        return and(statement(new String[] {"ListBucket"}, Stream.of(bucket), condition));
    }

    private Policy and(String statement) {
        List<String> more = new ArrayList<>(statements);
        more.add(statement);
        return new Policy(List.copyOf(more));
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
