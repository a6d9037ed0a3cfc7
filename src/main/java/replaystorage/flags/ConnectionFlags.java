package replaystorage.flags;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rclone flags that every call needs, not only copies: proxy, TLS, headers, encryption keys, storage class. */
public final class ConnectionFlags {
    private static final Map<String, FlagValueFormat> FORMATS = new TreeMap<>();

    /** Handed over in the environment: a list of arguments can be read by every user of the machine. */
    private static final Set<String> SECRET_FLAGS = Set.of(
            "client-pass",
            "s3-sse-customer-key",
            "s3-sse-customer-key-base64",
            "b2-sse-customer-key",
            "b2-sse-customer-key-base64");

    static {
        addAll(FlagValueFormat.WORDS, "ca-cert client-cert client-key client-pass http-proxy bind dscp user-agent");
        addAll(FlagValueFormat.WORDS, "header header-upload header-download");
        addAll(FlagValueFormat.SWITCH, "no-check-certificate disable-http2 disable-http-keep-alives use-cookies");
        addAll(FlagValueFormat.WORDS, "s3-storage-class s3-acl s3-server-side-encryption s3-sse-kms-key-id");
        addAll(FlagValueFormat.WORDS, "s3-sse-customer-algorithm s3-sse-customer-key s3-sse-customer-key-base64");
        addAll(FlagValueFormat.WORDS, "s3-sse-customer-key-md5");
        addAll(
                FlagValueFormat.SWITCH,
                "s3-requester-pays s3-use-accelerate-endpoint s3-use-dual-stack s3-use-arn-region");
        addAll(FlagValueFormat.SWITCH, "s3-force-path-style s3-v2-auth s3-directory-bucket s3-sign-accept-encoding");
        addAll(FlagValueFormat.WORDS, "b2-sse-customer-algorithm b2-sse-customer-key b2-sse-customer-key-base64");
        addAll(FlagValueFormat.WORDS, "b2-sse-customer-key-md5 b2-download-url");
        addAll(FlagValueFormat.WORDS, "drive-impersonate drive-resource-key");
    }

    private ConnectionFlags() {}

    private static void addAll(FlagValueFormat format, String names) {
        for (String name : names.split(" ", -1)) {
            FORMATS.put(name, format);
        }
    }

    /** Whether a flag, without its dashes, goes to every rclone; so does what a backend has and what is not known to only tune a copy. */
    public static boolean isForEveryCall(String name) {
        return FORMATS.containsKey(name)
                || (name.matches("(?:s3|b2|drive)-.*")
                        && TuningFlags.valueFormat("--" + name).isEmpty());
    }

    /** Whether a variable may stand for it. */
    public static boolean isKnown(String name) {
        return FORMATS.containsKey(name);
    }

    static boolean isSecret(String name) {
        return SECRET_FLAGS.contains(name);
    }

    /** Whether a variable (RCLONE_CA_CERT) stands for such a flag, and its value can be read by rclone. */
    public static boolean isPassedOn(String variable, String value) {
        FlagValueFormat format = variable.startsWith("RCLONE_") ? FORMATS.get(flagName(variable)) : null;
        return format == FlagValueFormat.SWITCH ? format.matches(value) : format != null;
    }

    /** The secret that a variable holds, if it is one of these. */
    public static Optional<String> secretValue(String variable, String value) {
        return variable.startsWith("RCLONE_") && isSecret(flagName(variable)) ? Optional.of(value) : Optional.empty();
    }

    private static String flagName(String variable) {
        return variable.startsWith("RCLONE_")
                ? variable.substring("RCLONE_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                : variable;
    }

    /** The variable that stands for a flag. */
    public static String variableName(String flag) {
        return "RCLONE_" + flag.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
