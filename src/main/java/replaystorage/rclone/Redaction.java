package replaystorage.rclone;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.flags.ConnectionFlags;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.settings.Secret;
import replaystorage.settings.Settings;

/** Takes credentials out of what rclone writes, also where it writes them quoted, encoded or in a header. */
public final class Redaction {
    static final String MASK = "***";

    private static final Pattern SECRET_PARTS = Pattern.compile(
            "\"(?:access_token|refresh_token|private_key|client_secret)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)++)\"");

    /** Of the machine's role, or refreshed by rclone: secrets that nobody gave us, as a dump of headers or bodies shows them. */
    private static final Pattern UNKNOWN_SECRETS = Pattern.compile(
            "(?i)(X-Amz-Security-Token(?:: |=)|\"(?:access_token|refresh_token|id_token|SecretAccessKey|Token)\"\\s*:\\s*\"|<(?:SessionToken|SecretAccessKey)>)[^\\s\"&<]+");

    private final List<String> secretForms;

    private Redaction(Set<String> forms) {
        // The longest first: one may be part of another.
        this.secretForms = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Takes the secrets as they stand in rclone.conf. */
    public static Redaction of(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                addForms(forms, secret);
                Matcher part = SECRET_PARTS.matcher(secret);
                while (part.find()) {
                    addForms(forms, part.group(1));
                    addForms(forms, part.group(1).replace("\\n", "\n").replace("\\/", "/"));
                }
            }
        }
        return new Redaction(forms);
    }

    /** Those of the environment, and those that only stand in rclone.conf. An id or an endpoint is none: messages need them. */
    public static Redaction of(
            Settings settings, Map<String, String> section, Environment environment, Collection<String> more) {
        Stream<String> values = settings.provider().variables().stream()
                .filter(Provider.ProviderVariable::secret)
                .map(Provider.ProviderVariable::option)
                .flatMap(key -> Stream.of(
                        Optional.ofNullable(settings.credentials().get(key)).map(Secret::reveal),
                        Optional.ofNullable(section.get(key))))
                .flatMap(Optional::stream);
        Stream<String> keys = section.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("sse_customer_key"))
                .map(Map.Entry::getValue);
        Stream<String> variables = environment.all().entrySet().stream()
                .flatMap(entry -> ConnectionFlags.secretValue(entry.getKey(), entry.getValue()).stream());
        return of(Stream.of(values, keys, variables, more.stream(), environment.get("RCLONE_CONFIG_PASS").stream())
                .flatMap(all -> all)
                .toList());
    }

    public static Redaction none() {
        return new Redaction(Set.of());
    }

    public String redact(String text) {
        String shown = text;
        for (String form : secretForms) {
            shown = shown.replace(form, MASK);
        }
        return mayHoldUnknownSecret(shown) ? UNKNOWN_SECRETS.matcher(shown).replaceAll("$1" + MASK) : shown;
    }

    private static boolean mayHoldUnknownSecret(String text) {
        return text.contains("oken") || text.contains("SecretAccessKey");
    }

    /** The name of an object stays: it is compared with the plan's. */
    LogLine redact(LogLine line) {
        return new LogLine(line.level(), redact(line.message()), line.object(), line.stats());
    }

    /** Closing it leaves the other open. */
    OutputStream redacting(OutputStream to) {
        return new RedactingStream(to, secretForms);
    }

    private static void addForms(Set<String> forms, String secret) {
        forms.add(secret);
        forms.add(jsonEscaped(secret));
        forms.add(java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.addAll(base64Fragments(secret));
    }

    private static String jsonEscaped(String secret) {
        return secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** `Authorization: Basic` holds id and key in one; what of the key shows there depends on where it starts. */
    private static List<String> base64Fragments(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        for (int before = 0; bytes.length >= 8 && before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            int whole = shifted.length / 3 * 3;
            String text = Base64.getEncoder().encodeToString(Arrays.copyOf(shifted, whole));
            forms.add(text.substring(before == 0 ? 0 : 4));
        }
        return forms;
    }
}
