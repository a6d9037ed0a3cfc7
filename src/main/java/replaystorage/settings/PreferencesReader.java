package replaystorage.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.settings.Preferences.Times;

/** Reads a user's replay-storage.yaml; whatever is wrong in it is an error with its line. */
final class PreferencesReader {
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final List<String> AMOUNTS =
            List.of("storage_gb_month", "storage_free_gb", "egress_gb", "egress_free_gb", "egress_free_times_stored");

    private final PreferencesFile file;
    private final Environment environment;
    private final Yaml.Document document;
    private final List<String> providers;

    PreferencesReader(PreferencesFile file, Environment environment, List<String> providers) {
        this.providers = providers;
        this.file = file;
        this.environment = environment;
        this.document = Yaml.document(file.path().toString(), file.text());
    }

    Preferences read() {
        refuseCredentials();
        Fields fields = new Fields(this::wrong, "", document.map());
        Preferences preferences = new Preferences(
                Optional.of(file.path()),
                FoldersInFile.names(fields),
                excludes(fields),
                flags(fields.fields("flags")),
                prices(fields.fields("prices")),
                times(fields.fields("auto-sync")));
        fields.end();
        return preferences;
    }

    private CliException wrong(String path, String what) {
        String near = path;
        while (!near.isEmpty() && !document.lines().containsKey(near)) {
            near = near.contains("/") ? near.substring(0, near.lastIndexOf('/')) : "";
        }
        String line = near.isEmpty() ? "1" : document.lines().get(near).toString();
        return new CliException(
                ExitStatus.CONFIG,
                file.path() + (near.isEmpty() ? "" : ", line " + line) + ": " + what,
                "${EDITOR:-vi} +" + line + " " + ShellLine.quoted(file.path().toString()));
    }

    private void refuseCredentials() {
        document.lines().keySet().stream()
                .filter(path -> FlagsInFile.isCredential(path.substring(path.lastIndexOf('/') + 1)))
                .findFirst()
                .ifPresent(path -> {
                    throw wrong(
                            path,
                            path.substring(path.lastIndexOf('/') + 1)
                                    + ": credentials do not belong in this file; set them as variables, or in rclone.conf");
                });
    }

    private static List<String> excludes(Fields fields) {
        List<String> patterns = fields.texts("exclude");
        for (int i = 0; i < patterns.size(); i++) {
            try {
                Glob.pattern(patterns.get(i));
            } catch (CliException e) {
                throw fields.wrong("exclude/" + i, e.getMessage());
            }
        }
        return patterns;
    }

    private Map<String, Map<Job, List<String>>> flags(Fields fields) {
        Map<String, Map<Job, List<String>>> flags = new LinkedHashMap<>();
        for (String provider : providers) {
            Fields jobs = fields.fields(provider);
            FlagsInFile given = new FlagsInFile(jobs, environment);
            Map<Job, List<String>> each = new EnumMap<>(Job.class);
            for (Job job : Job.values()) {
                each.put(job, given.of(job));
            }
            jobs.end();
            flags.put(provider, each);
        }
        fields.end();
        return flags;
    }

    private Map<String, Map<String, String>> prices(Fields fields) {
        Map<String, Map<String, String>> prices = new LinkedHashMap<>();
        for (String provider : providers) {
            Fields amounts = fields.fields(provider);
            Map<String, String> each = new LinkedHashMap<>();
            for (String key : AMOUNTS) {
                if (amounts.has(key)) {
                    each.put(key, amount(amounts, key));
                }
            }
            amounts.end();
            prices.put(provider, each);
        }
        fields.end();
        return prices;
    }

    private static String amount(Fields fields, String key) {
        String text = fields.text(key);
        if (!AMOUNT.matcher(text).matches()) {
            throw fields.wrong(key, key + " is '" + text + "', which is no amount; write it as 0.006");
        }
        return new BigDecimal(text).toPlainString();
    }

    private static Times times(Fields fields) {
        Times times = new Times(time(fields, "interval"), time(fields, "settle"), time(fields, "grace"));
        fields.end();
        return times;
    }

    private static Optional<Duration> time(Fields fields, String key) {
        if (!fields.has(key)) {
            return Optional.empty();
        }
        String text = fields.text(key);
        return Optional.of(Durations.parse(text)
                .filter(time -> !key.equals("interval") || !time.isZero())
                .orElseThrow(() ->
                        fields.wrong(key, key + " is '" + text + "', which is no time for it; " + Durations.FORM)));
    }
}
