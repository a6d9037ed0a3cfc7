package replaystorage.providers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import replaystorage.flags.ConnectionFlags;
import replaystorage.flags.FlagResourceCost;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.UserFlagRules;
import replaystorage.host.Environment;

/**
 * A kind of storage, as its file in rclone-templates/ describes it.
 *
 * @param backend rclone's name of the backend
 * @param remote the section of rclone.conf
 * @param timePrecision how exactly the storage keeps a modification time
 * @param hashType the hash that the storage has of an object, in rclone's spelling
 * @param maxProcesses how many rclones side by side the backend needs to be fast
 * @param options what the section holds, in order; with `${VAR}` the option is left out where VAR is unset
 * @param bucketTemplates for each role the variables that may name its bucket, the first that is set wins; with `${VAR}` a path under it
 * @param bucketNamePattern the characters of a bucket's name
 * @param compatibleWith what a section of the user's own holds when it is this provider and not another with the same backend
 * @param optionsWithout options for the case that a variable is unset, by that variable
 * @param optionsWith options that go before all others where a variable is `true`, by that variable; an empty one takes a key away
 * @param bucketNameRule bucketName in words
 * @param setupSteps how to come by buckets and keys
 * @param bucketsListable rclone finds a bucket by a listing of all, and takes one that failed for a bucket that is not there
 * @param onlyNewFlags rclone's flags by which a copy leaves alone what has come to the storage under the same name
 * @param onlySameFlags rclone's flags by which a copy replaces only the object with the hash `${hash}`; empty where there is no such condition
 * @param hopelessPattern what rclone's debug log says where no further try can help, or null
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
        Map<String, String> options,
        Map<BucketRole, List<String>> bucketTemplates,
        Pattern bucketNamePattern,
        Map<RcloneJobType, List<TunedFlag>> tunedFlags,
        List<KnownError> knownErrors,
        Map<String, String> compatibleWith,
        ProviderDetection providerDetection,
        Map<String, Map<String, String>> optionsWithout,
        Map<String, Map<String, String>> optionsWith,
        BucketKind bucketKind,
        String bucketNameRule,
        boolean bucketsListable,
        List<String> onlyNewFlags,
        List<String> onlySameFlags,
        Pattern hopelessPattern,
        Prices prices,
        PermissionProbeCalls probeCalls,
        List<String> setupSteps) {

    private static final int FILES_PER_PROCESS = 50;

    /** How a file is known to be equal on both sides without asking for each object. */
    public enum ComparisonMethod {
        /** Size and modification time stand in the listing. */
        LISTING,
        /** The modification time costs a request an object, so what was proven is recorded. */
        RECORD
    }

    /** What a bucket is for. */
    public enum BucketRole {
        REPLAYS,
        ARTIFACTS
    }

    /** What stands for a bucket. */
    public enum BucketKind {
        /** A bucket, perhaps with a prefix behind it. */
        BUCKET,
        /** A folder below the remote's root. */
        FOLDER,
        /** A path on this machine. */
        PATH
    }

    /** What a variable's value is, which decides how slips in it are mended. */
    public enum ValueKind {
        TEXT,
        /** A URL that ends with the host. */
        HOST,
        /** A URL that may have a path. */
        URL,
        /** A JSON object; line ends in it mean nothing. */
        JSON,
        /** A path on this machine. */
        PATH
    }

    /**
     * A variable that fills an option of the section.
     *
     * @param option the key in rclone.conf
     * @param credential it counts for whether the provider is set, may come from NAME_FILE, and is in no argument list
     * @param secret its value is never shown
     * @param optional it need not be set
     * @param pattern what a well-formed value looks like, or null
     * @param description what a value is, in words
     * @param refreshedByRclone rclone itself writes a newer value into rclone.conf, which is not to be overwritten by an older one
     * @param aliases what other programs call it
     * @param askedFor a user who is asked for what is missing is asked for it too, though it is optional
     * @param wrongForms other forms that people give it in
     * @param mismatchNote what a value of another shape probably is, in words, or null
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
     * A form of a value that is not the one which is wanted.
     *
     * @param pattern the whole value; an address has its https:// already, and neither path nor slash behind the host
     * @param replacement the value that is meant, with `${1}` for a group of the text; null where that can't be known
     * @param message what it is, behind the variable's name
     * @param remedy the line that mends it, or null for another value
     */
    public record WrongValueForm(Pattern pattern, String replacement, String message, String remedy) {}

    /**
     * A tuned flag and the reason for it.
     *
     * @param setByUser it is the user's, not the template's
     * @param reduced its number is smaller than the template's, for that reason
     * @param resourceCost what each of its number takes; empty where it has no number, or none that is fitted to the machine
     */
    public record TunedFlag(
            String text, String reason, boolean setByUser, boolean reduced, Optional<FlagResourceCost> resourceCost) {
        public TunedFlag(String text, String reason, boolean setByUser, Optional<FlagResourceCost> resourceCost) {
            this(text, reason, setByUser, false, resourceCost);
        }

        /** Without its value. */
        public String name() {
            return text.split("[ =]", 2)[0];
        }

        /** As rclone takes it: a value behind a blank is a word of its own, one behind `=` is not. */
        public List<String> arguments() {
            return List.of(text.split(" ", 2));
        }

        /** What stands behind its name. */
        public int numericValue() {
            return Integer.parseInt(text.substring(name().length() + 1));
        }

        /** The same with a smaller number. */
        public TunedFlag reducedTo(int number, String because) {
            return new TunedFlag(name() + " " + number, because, setByUser, true, resourceCost);
        }

        public String describe() {
            return text + " " + (reduced ? reason : "(" + reason + ")");
        }
    }

    /**
     * A mistake that rclone's log betrays.
     *
     * @param pattern what to look for in rclone's log
     * @param message what is wrong, in a sentence; may hold the placeholders of {@link LogDiagnosis} and `${1}`, a group of the text
     * @param remedy what to do; a line that can be pasted where there is one
     * @param status our exit status, or 0 for rclone's own
     * @param requiredVariable the placeholder that must have a value, or null
     * @param temporary a later try may go well
     */
    public record KnownError(
            Pattern pattern, String message, String remedy, int status, String requiredVariable, boolean temporary) {}

    /**
     * How the doctor tries what can't be tried alike on every backend; a text is empty where the backend has no such thing.
     *
     * @param multipartFlags flags by which even a tiny object goes up in parts
     * @param deleteFlags flags by which a deleted object leaves no old version
     * @param unfinishedUploadCommands of unfinished uploads
     */
    public record PermissionProbeCalls(
            String multipartFlags, String deleteFlags, Optional<UnfinishedUploadCommands> unfinishedUploadCommands) {}

    /** What is missing where it is only half set. */
    public Optional<UnsetVariables> missingVariables(Environment environment) {
        return providerDetection.detect(environment).missing();
    }

    /** Whether the environment means this provider: by its credentials, by half of them, or by a bucket. */
    boolean isConfigured(Environment environment) {
        ProviderDetection.DetectionState state = providerDetection.detect(environment);
        return state.complete()
                || state.isPartial()
                || Stream.of(BucketRole.values())
                        .flatMap(role -> bucketVariables(role).stream())
                        .anyMatch(name -> environment.get(name).isPresent());
    }

    /** The variables that may name the bucket of a role, those too under whose folder it is then. */
    public List<String> bucketVariables(BucketRole role) {
        return bucketTemplates.get(role).stream()
                .map(name -> name.replaceFirst("^\\$\\{(\\w+)}.*", "$1"))
                .toList();
    }

    /** All variables that it reads: those of the section, then those of the buckets. */
    public List<String> variableNames() {
        return Stream.concat(
                        variables.stream().map(ProviderVariable::name),
                        Stream.of(BucketRole.values()).flatMap(role -> bucketVariables(role).stream()))
                .distinct()
                .toList();
    }

    /** Flags by which a copy replaces only the object with this hash. */
    public List<String> onlySameFlags(String hash) {
        return onlySameFlags.stream().map(word -> word.replace("${hash}", hash)).toList();
    }

    /** Flags by which a deleted object leaves no old version. */
    public List<String> permanentDeleteFlags() {
        return probeCalls.deleteFlags().isEmpty()
                ? List.of()
                : List.of(probeCalls.deleteFlags().split(" "));
    }

    /** How many rclones side by side so many files are worth. */
    public int processesFor(long files) {
        return (int) Math.max(1, Math.min(maxProcesses, files / FILES_PER_PROCESS));
    }

    /** Whether the user has set a flag of a job. */
    public boolean isUserFlag(RcloneJobType job, String name) {
        return tunedFlags.getOrDefault(job, List.of()).stream()
                .anyMatch(flag -> flag.setByUser() && flag.name().equals(name));
    }

    /** The user's own flags of all jobs that each request needs. */
    public Stream<String> userConnectionFlags() {
        return tunedFlags.values().stream()
                .flatMap(List::stream)
                .filter(flag -> flag.setByUser() && ConnectionFlags.isForEveryCall(UserFlagRules.flagName(flag.name())))
                .map(TunedFlag::arguments)
                .distinct()
                .flatMap(List::stream);
    }

    /** The flags of a job, as rclone takes them. */
    public List<String> tunedFlags(RcloneJobType job) {
        return tunedFlags.getOrDefault(job, List.of()).stream()
                .flatMap(flag -> flag.arguments().stream())
                .toList();
    }
}
