package replaystorage.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.Environment;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.Provider;
import replaystorage.providers.Provider.BucketRole;
import replaystorage.providers.Provider.ProviderVariable;
import replaystorage.providers.Provider.ValueKind;

/** Checks each variable of a provider on its own, so that one mistake does not hide the next. */
public final class VariableLint {
    private final Environment environment;
    private final Provider provider;
    private final List<LintFinding> findings = new ArrayList<>();

    private VariableLint(Environment environment, Provider provider) {
        this.environment = environment;
        this.provider = provider;
    }

    /**
     * @param remedy a command that fixes it
     * @param status exit status that a command would have; 0 if every command corrects the value itself
     */
    public record LintFinding(String text, String remedy, int status) {
        static LintFinding of(CliException e) {
            return new LintFinding(e.getMessage(), e.remedy().orElse(null), e.status());
        }
    }

    public static List<LintFinding> lint(Environment environment, Provider provider) {
        VariableLint review = new VariableLint(environment, provider);
        provider.variables().forEach(review::lintVariable);
        Stream.of(BucketRole.values())
                .flatMap(role -> provider.buckets().templates().get(role).stream())
                .filter(name -> !name.startsWith("${"))
                .distinct()
                .forEach(review::lintBucket);
        return review.findings;
    }

    private void lintVariable(ProviderVariable variable) {
        String name = variable.name();
        boolean inFile = variable.credential() && !isSet(name) && isSet(name + "_FILE");
        try {
            Optional<String> raw = variable.credential() ? environment.credential(name) : environment.get(name);
            // Line ends in JSON are harmless, and removing quotes from its lines would destroy it.
            raw.filter(value -> variable.kind() != ValueKind.JSON || isRefused(variable, value))
                    .ifPresent(value -> lintValue(
                            notes -> sanitized(variable, value, notes),
                            mended -> inFile
                                    ? PasteableCommand.stripFileCommand(name + "_FILE")
                                    : variable.secret()
                                            ? PasteableCommand.stripVariableCommand(name)
                                            : PasteableCommand.exportCommand(name, mended)));
        } catch (CliException e) {
            findings.add(LintFinding.of(e));
        }
        if (variable.credential() && isSet(name) && isSet(name + "_FILE")) {
            findings.add(new LintFinding(
                    name + " and " + name + "_FILE are both set; the file is ignored", "unset " + name + "_FILE", 0));
        }
    }

    private boolean isRefused(ProviderVariable variable, String raw) {
        try {
            sanitized(variable, raw, new LinkedHashSet<>());
            return false;
        } catch (CliException e) {
            return true;
        }
    }

    private String sanitized(ProviderVariable variable, String raw, Set<String> notes) {
        List<String> buckets = Stream.of(BucketRole.values())
                .flatMap(role -> bucketOf(role).stream())
                .map(Settings.Bucket::name)
                .toList();
        return new ValueSanitizer(notes).sanitize(variable, raw, buckets);
    }

    private Optional<Settings.Bucket> bucketOf(BucketRole role) {
        try {
            Set<String> unheard = new LinkedHashSet<>();
            return new BucketNameResolver(environment, new ValueSanitizer(unheard), unheard).find(provider, role);
        } catch (CliException e) {
            // The bucket's own variable reports it.
            return Optional.empty();
        }
    }

    private void lintBucket(String name) {
        if (!isSet(name)) {
            return;
        }
        Environment alone = Environment.of(Map.of(name, environment.all().get(name)));
        BucketRole role = provider.buckets().templates().get(BucketRole.REPLAYS).contains(name)
                ? BucketRole.REPLAYS
                : BucketRole.ARTIFACTS;
        lintValue(
                notes -> new BucketNameResolver(alone, new ValueSanitizer(notes), notes)
                        .find(provider, role)
                        .orElseThrow()
                        .name(),
                mended -> PasteableCommand.exportCommand(name, mended));
    }

    private void lintValue(Function<Set<String>, String> mending, Function<String, String> remedy) {
        Set<String> notes = new LinkedHashSet<>();
        try {
            String mended = mending.apply(notes);
            notes.forEach(note -> findings.add(new LintFinding(note, remedy.apply(mended), 0)));
        } catch (CliException e) {
            findings.add(LintFinding.of(e));
        }
    }

    private boolean isSet(String name) {
        return !environment.all().getOrDefault(name, "").isEmpty();
    }
}
