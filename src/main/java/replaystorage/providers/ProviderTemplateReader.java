package replaystorage.providers;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TunedFlag;
import replaystorage.host.YamlMapping;
import replaystorage.providers.Provider.BucketKind;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.providers.Provider.PermissionProbeCalls;
import replaystorage.providers.Provider.ProviderVariable;
import replaystorage.providers.Provider.ValueKind;
import replaystorage.providers.Provider.WrongValueForm;
import replaystorage.userconfig.UserConfig;

/** Reads a template into a {@link Provider}; an unknown or missing key is an IllegalStateException. */
final class ProviderTemplateReader {

    private ProviderTemplateReader() {}

    static Provider read(ProviderTemplates templates, String name, UserConfig userConfig) {
        YamlMapping fields = new YamlMapping(name + ".yaml", templates.fields(name));
        Map<String, String> options = fields.mapping("options").remainingStrings();
        Provider provider = new Provider(
                name,
                fields.string("title"),
                fields.string("backend"),
                fields.string("remote"),
                fields.enumValue("compare", Provider.ComparisonMethod.class),
                readPrecision(fields),
                fields.string("hash"),
                fields.integer("processes", 1),
                fields.mappings("variables").stream()
                        .map(each -> readVariable(each, options))
                        .toList(),
                new SectionOptions(
                        options,
                        readOptionsBy(fields.mapping("options_without")),
                        readOptionsBy(fields.mapping("options_with")),
                        fields.mapping("matches").remainingStrings()),
                readBuckets(fields.mapping("buckets")),
                readFlags(fields.mapping("flags"), userConfig.flags().getOrDefault(name, Map.of())),
                new KnownErrors(templates, name),
                readDetection(fields.mapping("set_when")),
                fields.strings("only_new"),
                fields.strings("only_same"),
                fields.has("hopeless") ? fields.pattern("hopeless") : null,
                PricesReader.read(fields.mapping("prices"), userConfig.prices().getOrDefault(name, Map.of())),
                readProbeCalls(fields.mapping("doctor")),
                fields.strings("steps"));
        fields.rejectUnknownKeys();
        return provider;
    }

    /** In seconds. Duration.parse would compile a pattern at every start. */
    private static Duration readPrecision(YamlMapping fields) {
        return Duration.ofNanos(
                new BigDecimal(fields.string("precision")).movePointRight(9).longValueExact());
    }

    private static ProviderBuckets readBuckets(YamlMapping fields) {
        ProviderBuckets buckets = new ProviderBuckets(
                fields.enumValue("kind", BucketKind.class),
                Map.of(
                        BucketRole.REPLAYS, fields.strings("replays"),
                        BucketRole.ARTIFACTS, fields.strings("artifacts")),
                fields.pattern("name"),
                fields.string("allows"),
                fields.bool("listed"));
        fields.rejectUnknownKeys();
        return buckets;
    }

    private static ProviderVariable readVariable(YamlMapping fields, Map<String, String> options) {
        String name = fields.string("name");
        String option = options.entrySet().stream()
                .filter(each -> each.getValue().contains("${" + name + "}"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no option takes ${" + name + "}"));
        Pattern shape = fields.has("shape") ? fields.pattern("shape") : null;
        ProviderVariable variable = new ProviderVariable(
                name,
                option,
                fields.bool("credential"),
                fields.bool("secret"),
                fields.bool("optional"),
                shape,
                fields.string("is"),
                ValueKind.valueOf(fields.string("kind", "text").toUpperCase(Locale.ROOT)),
                fields.bool("refreshed"),
                fields.strings("aliases"),
                fields.bool("ask"),
                fields.mappings("forms").stream()
                        .map(ProviderTemplateReader::readWrongForm)
                        .toList(),
                fields.string("unlike", null));
        fields.rejectUnknownKeys();
        return variable;
    }

    private static WrongValueForm readWrongForm(YamlMapping fields) {
        WrongValueForm form = new WrongValueForm(
                fields.pattern("text"),
                fields.string("means", null),
                fields.string("says"),
                fields.string("remedy", null));
        fields.rejectUnknownKeys();
        return form;
    }

    private static Map<RcloneJobType, List<TunedFlag>> readFlags(
            YamlMapping fields, Map<RcloneJobType, List<RcloneFlag>> own) {
        Map<RcloneJobType, List<TunedFlag>> flags = new EnumMap<>(RcloneJobType.class);
        for (RcloneJobType job : RcloneJobType.values()) {
            Map<String, TunedFlag> byName = new LinkedHashMap<>();
            fields.mappings(job.name().toLowerCase(Locale.ROOT)).forEach(each -> {
                TunedFlag flag = TunedFlagReader.read(each);
                byName.put(flag.name(), flag);
            });
            own.getOrDefault(job, List.of()).stream()
                    .map(TunedFlag::ofUser)
                    .forEach(flag -> byName.put(flag.name(), flag));
            flags.put(job, List.copyOf(byName.values()));
        }
        fields.rejectUnknownKeys();
        return flags;
    }

    private static ProviderDetection readDetection(YamlMapping fields) {
        ProviderDetection detection = new ProviderDetection(
                fields.strings("with"),
                fields.strings("without"),
                fields.listOfLists("any"),
                fields.listOfLists("together"),
                fields.strings("begun_by"));
        fields.rejectUnknownKeys();
        return detection;
    }

    private static Map<String, Map<String, String>> readOptionsBy(YamlMapping fields) {
        Map<String, Map<String, String>> options = new LinkedHashMap<>();
        fields.unreadKeys()
                .forEach(variable ->
                        options.put(variable, fields.mapping(variable).remainingStrings()));
        return options;
    }

    private static PermissionProbeCalls readProbeCalls(YamlMapping fields) {
        PermissionProbeCalls trial = new PermissionProbeCalls(
                fields.string("parts", ""),
                fields.string("delete", ""),
                fields.has("unfinished")
                        ? Optional.of(UnfinishedUploadCommands.read(fields.mapping("unfinished")))
                        : Optional.empty());
        fields.rejectUnknownKeys();
        return trial;
    }
}
