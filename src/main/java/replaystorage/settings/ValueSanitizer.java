package replaystorage.settings;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.providers.Provider;

/** Corrects obvious mistakes in values of variables with a note, and rejects others with the variable's name. No message shows a value. */
public final class ValueSanitizer {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern EDGE_BLANKS = Pattern.compile("^[\\s\\u00A0\\u200B]+|[\\s\\u00A0\\u200B]+$");
    private static final Pattern RUNPOD_SECRET = Pattern.compile("\\{\\{ ?RUNPOD_SECRET_(\\w+) ?}}");
    /** An unresolved secret: `{{ RUNPOD_SECRET_X }}`, `{{RUNPOD_SECRET_X}}`. */
    private static final Pattern UNFILLED = Pattern.compile("\\{\\{.*}}");
    /** An unexpanded variable: `${B2_APP_KEY}`, `$B2_APP_KEY`, `%B2_APP_KEY%`. */
    private static final Pattern UNEXPANDED =
            Pattern.compile("\\$\\{[A-Za-z_]\\w*}|\\$[A-Z][A-Z0-9]*_[A-Z0-9_]*|%[A-Z][A-Z0-9]*_[A-Z0-9_]*%");
    /** A placeholder of an example: `<your key>`. */
    private static final Pattern EXAMPLE_VALUE = Pattern.compile("<[^<>]*>");

    /** A placeholder in words: `your_key_id`, `YOUR_APPLICATION_KEY`, `replace-me`, `K00...`. */
    private static final Pattern GUIDE_VALUE =
            Pattern.compile("(?i)your[-_ a-z0-9]*(?:key|secret|token|password|id)(?:[-_ ]?here)?"
                    + "|(?:replace|insert|paste|put)[-_ ].*|change[-_ ]?me|x{4,}|\\S{0,6}(?:\\.\\.\\.|\u2026)");

    private static final String TYPOGRAPHIC_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb\u2033";

    private final Collection<String> notes;

    /** @param notes receives a sentence for each corrected mistake */
    ValueSanitizer(Collection<String> notes) {
        this.notes = notes;
    }

    /**
     * Removes a byte order mark, blanks, line ends and quotes around a value.
     *
     * @throws CliException 78 if nothing is left, or for a placeholder
     */
    String unwrap(String name, String raw) {
        String value = raw;
        if (value.charAt(0) == BYTE_ORDER_MARK) {
            value = value.substring(1);
            notes.add(name + " begins with a byte order mark (an editor's); it is ignored");
        }
        String inner = EDGE_BLANKS.matcher(value).replaceAll("");
        if (!inner.equals(value)) {
            notes.add(name + " has spaces or a line break around it; they are ignored");
        }
        if (isQuoted(inner)) {
            inner = EDGE_BLANKS.matcher(inner.substring(1, inner.length() - 1)).replaceAll("");
            notes.add(name + " has quotes around it (docker's --env-file keeps them); they are ignored");
        }
        if (isInTypographicQuotes(inner)) {
            inner = EDGE_BLANKS.matcher(inner.substring(1, inner.length() - 1)).replaceAll("");
            notes.add(name + " has typographic quotes around it (a text program's); they are ignored");
        }
        if (inner.isEmpty()) {
            throw rejected(name, "contains only spaces or quotes");
        }
        rejectPlaceholder(name, inner);
        return inner;
    }

    private static boolean isQuoted(String value) {
        char first = value.isEmpty() ? 0 : value.charAt(0);
        return value.length() > 1 && (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first;
    }

    /** A secret's name is not secret; other text in braces may be. */
    private static String runpodSecretName(String value) {
        Matcher placeholder = RUNPOD_SECRET.matcher(value);
        return placeholder.matches() ? " " + placeholder.group(1) : "";
    }

    /** Word processors and chats replace plain quotes by these. */
    private static boolean isInTypographicQuotes(String value) {
        return value.length() > 1
                && TYPOGRAPHIC_QUOTES.indexOf(value.charAt(0)) >= 0
                && TYPOGRAPHIC_QUOTES.indexOf(value.charAt(value.length() - 1)) >= 0;
    }

    private static void rejectPlaceholder(String name, String value) {
        if (UNFILLED.matcher(value).find()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    name + " still reads {{ ... }}: the secret" + runpodSecretName(value) + " was never filled in",
                    "export " + name
                            + "=...   # for new pods: create that secret in RunPod under Settings > Secrets, with the same name");
        }
        if (UNEXPANDED.matcher(value).matches()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    name + " holds the name of a variable instead of its value",
                    "export " + name + "=...   # the value itself: single quotes and --env-file expand nothing");
        }
        if (EXAMPLE_VALUE.matcher(value).matches()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    name + " still holds the example's text in angle brackets",
                    "export " + name + "=...   # your own, without < and >");
        }
    }

    /**
     * Corrects a value so that rclone.conf can store it.
     *
     * @throws CliException 78 if that is impossible
     */
    String sanitize(Provider.ProviderVariable variable, String raw) {
        String name = variable.name();
        String value = unwrap(name, raw);
        if (variable.credential() && GUIDE_VALUE.matcher(value).matches()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    name + " still holds a guide's placeholder",
                    "export " + name + "=...   # " + variable.description());
        }
        String mended = switch (variable.kind()) {
            case TEXT -> requireStorable(name, value);
            case HOST -> sanitizeEndpoint(name, requireStorable(name, value), false);
            case URL -> sanitizeEndpoint(name, requireStorable(name, value), true);
            case PATH -> AbsolutePaths.requireAbsolute(name, requireStorable(name, value));
            case JSON -> sanitizeJson(name, value);
        };
        return replaceWrongForm(variable, mended);
    }

    private String replaceWrongForm(Provider.ProviderVariable variable, String value) {
        for (Provider.WrongValueForm form : variable.wrongForms()) {
            Matcher found = form.pattern().matcher(value);
            if (!found.matches()) {
                continue;
            }
            if (form.replacement() == null) {
                throw new CliException(
                        ExitStatus.CONFIG,
                        variable.name() + " " + form.message(),
                        Objects.requireNonNullElse(
                                form.remedy(), "export " + variable.name() + "=...   # " + variable.description()));
            }
            String meant =
                    found.replaceFirst(form.replacement().replace("${", "$").replace("}", ""));
            notes.add(variable.name() + " " + form.message() + "; " + meant + " is used");
            return meant;
        }
        return value;
    }

    static String requireStorable(String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw rejected(name, "contains a line break, which rclone.conf can't store");
        }
        if (value.chars().anyMatch(each -> each != '\t' && Character.isISOControl(each))) {
            throw rejected(name, "holds a control character");
        }
        if (value.charAt(0) == '`') {
            throw rejected(name, "begins with a backtick, which rclone.conf can't store");
        }
        return value;
    }

    private static String sanitizeJson(String name, String value) {
        String line = value.replaceAll("[\\r\\n]+\\s*", " ");
        if (line.charAt(0) != '{' || line.charAt(line.length() - 1) != '}') {
            throw rejected(
                    name,
                    "must be the whole JSON object {...}"
                            + (name.endsWith("TOKEN") ? " that rclone authorize printed" : ""));
        }
        return requireStorable(name, line);
    }

    private String sanitizeEndpoint(String name, String value, boolean path) {
        String url = value.replaceFirst("^(https?):/(?=[^/])", "$1://");
        if (!url.equals(value)) {
            notes.add(name + " has one slash instead of two; the second is added");
        }
        if (!url.contains("://")) {
            url = "https://" + url;
            notes.add(name + " has no https:// (or http://) before it; https:// is added");
        }
        String clean = url.replaceAll("/+$", "");
        if (!clean.equals(url)) {
            notes.add(name + " ends with a slash; it is ignored");
        }
        int slash = clean.indexOf('/', clean.indexOf("://") + 3);
        if (slash > 0 && !path) {
            clean = clean.substring(0, slash);
            notes.add(name + " has a path after the host (a bucket's name does not belong there); it is ignored");
        }
        if (clean.endsWith(":") || clean.contains(" ")) {
            throw rejected(name, "is not an address such as https://host");
        }
        return clean;
    }

    /** Also removes a bucket at the end of a URL. */
    String sanitize(Provider.ProviderVariable variable, String raw, List<String> buckets) {
        String value = sanitize(variable, raw);
        if (variable.kind() == Provider.ValueKind.URL) {
            for (String bucket : buckets) {
                value = withoutBucket(variable.name(), value, bucket);
            }
        }
        return value;
    }

    /** Removes a bucket at the end of an endpoint: rclone would put all objects under `bucket/` in the bucket. */
    private String withoutBucket(String name, String endpoint, String bucket) {
        if (!endpoint.endsWith("/" + bucket)) {
            return endpoint;
        }
        notes.add(name + " ends with the bucket's name, which does not belong there; it is ignored");
        return endpoint.substring(0, endpoint.length() - bucket.length() - 1);
    }

    static CliException rejected(String name, String why) {
        return new CliException(ExitStatus.CONFIG, name + " " + why, "export " + name + "=...");
    }
}
