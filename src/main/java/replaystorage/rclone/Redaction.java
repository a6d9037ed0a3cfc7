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
import replaystorage.flags.FlagTable;
import replaystorage.host.Environment;
import replaystorage.providers.Provider;
import replaystorage.settings.Secret;
import replaystorage.settings.Settings;

/** Masks credentials in rclone's output, also if they are quoted, encoded or part of a header. */
public final class Redaction {
    static final String MASK = "***";

    private static final Pattern SECRET_PARTS = Pattern.compile(
            "\"(?:access_token|refresh_token|private_key|client_secret)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)++)\"");

    /** Secrets of the machine's role or refreshed by rclone, as `--dump` shows them. */
    private static final Pattern UNKNOWN_SECRETS = Pattern.compile(
            "(?i)(X-Amz-Security-Token(?:: |=)|\"(?:access_token|refresh_token|id_token|SecretAccessKey|Token)\"\\s*:\\s*\"|<(?:SessionToken|SecretAccessKey)>)[^\\s\"&<]+");

    private final List<String> secretForms;

    private Redaction(Set<String> forms) {
        // Longest first, because one may contain another.
        this.secretForms = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

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

    /** Secrets of the environment and of rclone.conf. Ids and endpoints are not secret: messages need them. */
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
                .filter(entry -> FlagTable.ruleOfVariable(entry.getKey()).isSecret())
                .map(Map.Entry::getValue);
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

    /** Keeps the object's name, which is compared with the plan. */
    LogLine redact(LogLine line) {
        return new LogLine(line.level(), redact(line.message()), line.object(), line.stats());
    }

    /** Closing the result does not close the stream. */
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

    /** `Authorization: Basic` encodes id and key together, so the key's encoding depends on its offset. */
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
