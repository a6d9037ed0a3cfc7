package replaystorage.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.settings.Provider.BucketKind;
import replaystorage.settings.Provider.Flag;
import replaystorage.settings.Provider.Form;
import replaystorage.settings.Provider.Kind;
import replaystorage.settings.Provider.Role;
import replaystorage.settings.Provider.Trial;
import replaystorage.settings.Provider.Variable;

/** Turns a template into a {@link Provider}; an unknown or a missing key is an IllegalStateException. */
final class ProviderReader {

    private ProviderReader() {}

    /** @param preferences what the user wants otherwise */
    static Provider read(String name, String text, Preferences preferences) {
        Mistakes mistakes = Mistakes.endOf(name + ".yaml", text);
        Fields fields = new Fields(name + ".yaml", Yaml.map(name + ".yaml", mistakes.before()));
        Map<String, String> options = fields.fields("options").rest();
        Fields buckets = fields.fields("buckets");
        Provider provider = new Provider(
                name,
                fields.text("title"),
                fields.number("order", 0),
                fields.text("backend"),
                fields.text("remote"),
                fields.word("compare", Provider.Compare.class),
                precision(fields),
                fields.text("hash"),
                fields.number("processes", 1),
                fields.text("oldest_rclone"),
                fields.list("variables").stream()
                        .map(each -> variable(each, options))
                        .toList(),
                options,
                Map.of(Role.REPLAYS, buckets.texts("replays"), Role.ARTIFACTS, buckets.texts("artifacts")),
                buckets.pattern("name"),
                flags(fields.fields("flags"), preferences.flags().getOrDefault(name, Map.of())),
                mistakes,
                fields.fields("matches").rest(),
                activation(fields.fields("set_when")),
                optionsBy(fields.fields("options_without")),
                optionsBy(fields.fields("options_with")),
                buckets.word("kind", BucketKind.class),
                buckets.text("allows"),
                buckets.flag("listed"),
                fields.texts("only_new"),
                fields.texts("only_same"),
                fields.has("hopeless") ? fields.pattern("hopeless") : null,
                limits(fields.fields("limits")),
                PricesReader.read(fields.fields("prices"), preferences.prices().getOrDefault(name, Map.of())),
                trial(fields.fields("doctor")),
                fields.texts("steps"));
        buckets.end();
        fields.end();
        return provider;
    }

    /** Given in seconds. Not by Duration.parse, whose pattern every start would compile. */
    private static Duration precision(Fields fields) {
        return Duration.ofNanos(
                new BigDecimal(fields.text("precision")).movePointRight(9).longValueExact());
    }

    private static Variable variable(Fields fields, Map<String, String> options) {
        String name = fields.text("name");
        String option = options.entrySet().stream()
                .filter(each -> each.getValue().contains("${" + name + "}"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no option takes ${" + name + "}"));
        Pattern shape = fields.has("shape") ? fields.pattern("shape") : null;
        Variable variable = new Variable(
                name,
                option,
                fields.flag("credential"),
                fields.flag("secret"),
                fields.flag("optional"),
                shape,
                fields.text("is"),
                Kind.valueOf(fields.text("kind", "text").toUpperCase(Locale.ROOT)),
                fields.flag("refreshed"),
                fields.texts("aliases"),
                fields.flag("ask"),
                fields.list("forms").stream().map(ProviderReader::form).toList(),
                fields.text("unlike", null));
        fields.end();
        return variable;
    }

    private static Form form(Fields fields) {
        Form form = new Form(
                fields.pattern("text"), fields.text("means", null), fields.text("says"), fields.text("remedy", null));
        fields.end();
        return form;
    }

    private static Map<Job, List<Flag>> flags(Fields fields, Map<Job, List<String>> own) {
        Map<Job, List<Flag>> flags = new EnumMap<>(Job.class);
        for (Job job : Job.values()) {
            Map<String, Flag> byName = new LinkedHashMap<>();
            fields.list(job.name().toLowerCase(Locale.ROOT)).forEach(each -> {
                Flag flag = FlagReader.read(each);
                byName.put(flag.name(), flag);
            });
            own.getOrDefault(job, List.of()).stream()
                    .map(each -> new Flag(each, "from replay-storage.yaml", true, Optional.empty()))
                    .forEach(flag -> byName.put(flag.name(), flag));
            flags.put(job, List.copyOf(byName.values()));
        }
        fields.end();
        return flags;
    }

    private static Activation activation(Fields fields) {
        Activation activation = new Activation(
                fields.texts("with"),
                fields.texts("without"),
                fields.table("any"),
                fields.table("together"),
                fields.texts("begun_by"));
        fields.end();
        return activation;
    }

    private static Map<String, Map<String, String>> optionsBy(Fields fields) {
        Map<String, Map<String, String>> options = new LinkedHashMap<>();
        fields.names()
                .forEach(variable ->
                        options.put(variable, fields.fields(variable).rest()));
        return options;
    }

    private static Trial trial(Fields fields) {
        Trial trial = new Trial(
                fields.text("parts", ""),
                fields.text("delete", ""),
                fields.has("unfinished") ? Optional.of(Cleanup.read(fields.fields("unfinished"))) : Optional.empty());
        fields.end();
        return trial;
    }

    private static Limits limits(Fields fields) {
        Limits limits = new Limits(fields.text("requests"), fields.text("file_size"), fields.text("note", ""));
        fields.end();
        return limits;
    }
}
