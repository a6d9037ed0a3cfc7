package replaystorage.userconfig;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.host.Durations;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.Glob;
import replaystorage.host.PasteableCommand;
import replaystorage.host.YamlMapping;
import replaystorage.host.YamlReader;
import replaystorage.userconfig.UserConfig.AutoSyncTimes;

/** Parses replay-storage.yaml; errors name the line. */
final class UserConfigReader {
    private static final Pattern AMOUNT_PATTERN = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final List<String> PRICE_KEYS =
            List.of("storage_gb_month", "storage_free_gb", "egress_gb", "egress_free_gb", "egress_free_times_stored");

    private final UserConfigFile file;
    private final Environment environment;
    private final YamlReader.YamlDocument document;
    private final List<String> providers;

    UserConfigReader(UserConfigFile file, Environment environment, List<String> providers) {
        this.providers = providers;
        this.file = file;
        this.environment = environment;
        this.document = YamlReader.readDocument(file.path().toString(), file.readText());
    }

    UserConfig read() {
        refuseCredentials();
        YamlMapping fields = new YamlMapping(this::error, "", document.map());
        UserConfig userConfig = new UserConfig(
                Optional.of(file.path()),
                UserConfigArtifacts.readNames(fields),
                readExcludes(fields),
                readFlags(fields.mapping("flags")),
                readPrices(fields.mapping("prices")),
                readAutoSyncTimes(fields.mapping("auto-sync")));
        fields.rejectUnknownKeys();
        return userConfig;
    }

    private CliException error(String path, String what) {
        String near = path;
        while (!near.isEmpty() && !document.lines().containsKey(near)) {
            near = near.contains("/") ? near.substring(0, near.lastIndexOf('/')) : "";
        }
        String line = near.isEmpty() ? "1" : document.lines().get(near).toString();
        return new CliException(
                ExitStatus.CONFIG,
                file.path() + (near.isEmpty() ? "" : ", line " + line) + ": " + what,
                "${EDITOR:-vi} +" + line + " "
                        + PasteableCommand.quote(file.path().toString()));
    }

    private void refuseCredentials() {
        document.lines().keySet().stream()
                .filter(path -> UserConfigFlags.isCredential(path.substring(path.lastIndexOf('/') + 1)))
                .findFirst()
                .ifPresent(path -> {
                    throw error(
                            path,
                            path.substring(path.lastIndexOf('/') + 1)
                                    + ": credentials do not belong in this file; set them as variables, or in rclone.conf");
                });
    }

    private static List<String> readExcludes(YamlMapping fields) {
        List<String> patterns = fields.strings("exclude");
        for (int i = 0; i < patterns.size(); i++) {
            try {
                Glob.toRegex(patterns.get(i));
            } catch (CliException e) {
                throw fields.error("exclude/" + i, e.getMessage());
            }
        }
        return patterns;
    }

    private Map<String, Map<RcloneJobType, List<RcloneFlag>>> readFlags(YamlMapping fields) {
        Map<String, Map<RcloneJobType, List<RcloneFlag>>> flags = new LinkedHashMap<>();
        for (String provider : providers) {
            YamlMapping jobs = fields.mapping(provider);
            UserConfigFlags given = new UserConfigFlags(jobs, environment);
            Map<RcloneJobType, List<RcloneFlag>> each = new EnumMap<>(RcloneJobType.class);
            for (RcloneJobType job : RcloneJobType.values()) {
                each.put(job, given.flagsFor(job));
            }
            jobs.rejectUnknownKeys();
            flags.put(provider, each);
        }
        fields.rejectUnknownKeys();
        return flags;
    }

    private Map<String, Map<String, String>> readPrices(YamlMapping fields) {
        Map<String, Map<String, String>> prices = new LinkedHashMap<>();
        for (String provider : providers) {
            YamlMapping amounts = fields.mapping(provider);
            Map<String, String> each = new LinkedHashMap<>();
            for (String key : PRICE_KEYS) {
                if (amounts.has(key)) {
                    each.put(key, readAmount(amounts, key));
                }
            }
            amounts.rejectUnknownKeys();
            prices.put(provider, each);
        }
        fields.rejectUnknownKeys();
        return prices;
    }

    private static String readAmount(YamlMapping fields, String key) {
        String text = fields.string(key);
        if (!AMOUNT_PATTERN.matcher(text).matches()) {
            throw fields.error(key, key + " is '" + text + "', which is not an amount; write it as 0.006");
        }
        return new BigDecimal(text).toPlainString();
    }

    private static AutoSyncTimes readAutoSyncTimes(YamlMapping fields) {
        AutoSyncTimes times = new AutoSyncTimes(
                readDuration(fields, "interval"), readDuration(fields, "settle"), readDuration(fields, "grace"));
        fields.rejectUnknownKeys();
        return times;
    }

    private static Optional<Duration> readDuration(YamlMapping fields, String key) {
        if (!fields.has(key)) {
            return Optional.empty();
        }
        String text = fields.string(key);
        return Optional.of(Durations.parse(text)
                .filter(time -> !key.equals("interval") || !time.isZero())
                .orElseThrow(() -> fields.error(
                        key, key + " is '" + text + "', which is not a valid time for it; " + Durations.FORMAT_HINT)));
    }
}
