package replaystorage.providers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.flags.FlagTable;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TunedFlag;
import replaystorage.host.Environment;

/**
 * A kind of storage, read from its template in rclone-templates/.
 *
 * @param remote the section of rclone.conf
 * @param maxProcesses number of parallel rclones that the backend needs to be fast
 * @param onlyNewFlags rclone's flags that make a copy skip existing objects
 * @param onlySameFlags rclone's flags that make a copy replace only the object with the hash `${hash}`; empty if unsupported
 * @param hopelessPattern matches a line of rclone's debug log after which retries are useless, or null
 */
public record Provider(
        String name,
        String title,
        String backend,
        String remote,
        ComparisonMethod comparisonMethod,
        Duration timePrecision,
        String hashType,
        int maxProcesses,
        List<ProviderVariable> variables,
        SectionOptions options,
        ProviderBuckets buckets,
        Map<RcloneJobType, List<TunedFlag>> tunedFlags,
        List<KnownError> knownErrors,
        ProviderDetection providerDetection,
        List<String> onlyNewFlags,
        List<String> onlySameFlags,
        Pattern hopelessPattern,
        Prices prices,
        PermissionProbeCalls probeCalls,
        List<String> setupSteps) {

    private static final int FILES_PER_PROCESS = 50;

    /** How to find equal files without a request per object. */
    public enum ComparisonMethod {
        /** The listing contains size and modification time. */
        LISTING,
        /** A modification time costs one request per object, so proven files are recorded. */
        RECORD
    }

    public enum BucketRole {
        REPLAYS,
        ARTIFACTS
    }

    public enum BucketKind {
        /** A bucket, optionally with a prefix. */
        BUCKET,
        FOLDER,
        /** A local path. */
        PATH
    }

    /** Type of a variable's value; decides which mistakes are corrected. */
    public enum ValueKind {
        TEXT,
        /** A URL without a path. */
        HOST,
        /** A URL that may have a path. */
        URL,
        /** A JSON object; line ends in it are harmless. */
        JSON,
        /** A local path. */
        PATH
    }

    /**
     * A variable for an option of the section.
     *
     * @param option the key in rclone.conf
     * @param credential true if it decides whether the provider is configured, may come from NAME_FILE, and is never passed as an argument
     * @param pattern format of a valid value, or null
     * @param refreshedByRclone true if rclone writes newer values to rclone.conf, which an older one must not replace
     * @param aliases names in other programs
     * @param askedFor true if an interview asks for it although it is optional
     * @param mismatchNote what a value with another format may be, or null
     */
    public record ProviderVariable(
            String name,
            String option,
            boolean credential,
            boolean secret,
            boolean optional,
            Pattern pattern,
            String description,
            ValueKind kind,
            boolean refreshedByRclone,
            List<String> aliases,
            boolean askedFor,
            List<WrongValueForm> wrongForms,
            String mismatchNote) {}

    /**
     * A common wrong form of a value.
     *
     * @param pattern of the whole value; an address has a scheme, but neither a path nor a final slash
     * @param replacement the correct value, with `${1}` for a group of the pattern; null if unknown
     * @param message predicate of a sentence about the variable
     * @param remedy a command, or null for setting another value
     */
    public record WrongValueForm(Pattern pattern, String replacement, String message, String remedy) {}

    /**
     * An error that rclone's log shows.
     *
     * @param message may contain placeholders of {@link LogDiagnosis}, and `${1}` for a group of the pattern
     * @param status our exit status, or 0 for rclone's own
     * @param requiredVariable a placeholder that must have a value, or null
     * @param temporary true if a later try may succeed
     */
    public record KnownError(
            Pattern pattern, String message, String remedy, int status, String requiredVariable, boolean temporary) {}

    /**
     * How the doctor tests permissions on this backend; a text is empty if the backend has no such feature.
     *
     * @param multipartFlags upload even a tiny object in parts
     * @param deleteFlags delete an object without keeping an old version
     */
    public record PermissionProbeCalls(
            String multipartFlags, String deleteFlags, Optional<UnfinishedUploadCommands> unfinishedUploadCommands) {}

    /** Missing variables of an incomplete configuration. */
    public Optional<UnsetVariables> missingVariables(Environment environment) {
        return providerDetection.detect(environment).missing();
    }

    /** True if a variable of this provider is set: a credential or a bucket. */
    boolean isConfigured(Environment environment) {
        ProviderDetection.DetectionState state = providerDetection.detect(environment);
        return state.complete()
                || state.isPartial()
                || buckets.variables().stream()
                        .anyMatch(name -> environment.get(name).isPresent());
    }

    public List<String> variableNames() {
        return Stream.concat(variables.stream().map(ProviderVariable::name), buckets.variables().stream())
                .distinct()
                .toList();
    }

    public List<String> onlySameFlags(String hash) {
        return onlySameFlags.stream().map(word -> word.replace("${hash}", hash)).toList();
    }

    public List<String> permanentDeleteFlags() {
        return probeCalls.deleteFlags().isEmpty()
                ? List.of()
                : List.of(probeCalls.deleteFlags().split(" "));
    }

    public int processesFor(long files) {
        return (int) Math.max(1, Math.min(maxProcesses, files / FILES_PER_PROCESS));
    }

    /** The user's flags that apply to every request. */
    public List<RcloneFlag> userFlagsForEveryCall() {
        return tunedFlags.values().stream()
                .flatMap(List::stream)
                .filter(flag -> flag.setByUser() && FlagTable.rule(flag.name()).isForEveryCall())
                .map(TunedFlag::flag)
                .distinct()
                .toList();
    }

    public List<String> tunedArguments(RcloneJobType job) {
        return RcloneFlag.arguments(tunedFlags.getOrDefault(job, List.of()).stream()
                .map(TunedFlag::flag)
                .toList());
    }
}
