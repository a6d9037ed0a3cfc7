package replaystorage.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The flags of rclone that each request needs, whatever it asks: how to reach the server, and as whom and with which key to read an object. */
public final class RequestFlags {
    private static final Map<String, FlagShape> SHAPES = new TreeMap<>();

    /** Handed over in the environment: a list of arguments can be read by every user of the machine. */
    private static final Set<String> SECRET = Set.of(
            "client-pass",
            "s3-sse-customer-key",
            "s3-sse-customer-key-base64",
            "b2-sse-customer-key",
            "b2-sse-customer-key-base64");

    static {
        all(FlagShape.WORDS, "ca-cert client-cert client-key client-pass http-proxy bind dscp user-agent");
        all(FlagShape.WORDS, "header header-upload header-download");
        all(FlagShape.SWITCH, "no-check-certificate disable-http2 disable-http-keep-alives use-cookies");
        all(FlagShape.WORDS, "s3-storage-class s3-acl s3-server-side-encryption s3-sse-kms-key-id");
        all(FlagShape.WORDS, "s3-sse-customer-algorithm s3-sse-customer-key s3-sse-customer-key-base64");
        all(FlagShape.WORDS, "s3-sse-customer-key-md5");
        all(FlagShape.SWITCH, "s3-requester-pays s3-use-accelerate-endpoint s3-use-dual-stack s3-use-arn-region");
        all(FlagShape.SWITCH, "s3-force-path-style s3-v2-auth s3-directory-bucket s3-sign-accept-encoding");
        all(FlagShape.WORDS, "b2-sse-customer-algorithm b2-sse-customer-key b2-sse-customer-key-base64");
        all(FlagShape.WORDS, "b2-sse-customer-key-md5 b2-download-url");
        all(FlagShape.WORDS, "drive-impersonate drive-resource-key");
    }

    private RequestFlags() {}

    private static void all(FlagShape shape, String names) {
        for (String name : names.split(" ", -1)) {
            SHAPES.put(name, shape);
        }
    }

    /** Whether a flag, without its dashes, goes to every rclone; so does what a backend has and what is not known to only tune a copy. */
    static boolean isForEvery(String name) {
        return SHAPES.containsKey(name)
                || (name.matches("(?:s3|b2|drive)-.*")
                        && TuningFlags.shape("--" + name).isEmpty());
    }

    /** Whether a variable may stand for it. */
    static boolean isKnown(String name) {
        return SHAPES.containsKey(name);
    }

    static boolean isSecret(String name) {
        return SECRET.contains(name);
    }

    /** Whether a variable (RCLONE_CA_CERT) stands for such a flag, and its value can be read by rclone. */
    public static boolean passes(String variable, String value) {
        FlagShape shape = variable.startsWith("RCLONE_") ? SHAPES.get(name(variable)) : null;
        return shape == FlagShape.SWITCH ? shape.fits(value) : shape != null;
    }

    /** The secret that a variable holds, if it is one of these. */
    public static Optional<String> secret(String variable, String value) {
        return variable.startsWith("RCLONE_") && isSecret(name(variable)) ? Optional.of(value) : Optional.empty();
    }

    private static String name(String variable) {
        return variable.startsWith("RCLONE_")
                ? variable.substring("RCLONE_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                : variable;
    }

    /** The variable that stands for a flag. */
    static String variable(String flag) {
        return "RCLONE_" + flag.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
