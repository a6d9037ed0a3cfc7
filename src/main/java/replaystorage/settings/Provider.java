package replaystorage.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kind of storage, as its file in rclone-templates/ describes it.
 *
 * @param backend rclone's name of the backend
 * @param remote the section of rclone.conf
 * @param precision how exactly the storage keeps a modification time
 * @param hash the hash that the storage has of an object, in rclone's spelling
 * @param processes how many rclones side by side the backend needs to be fast
 * @param options what the section holds, in order; with `${VAR}` the option is left out where VAR is unset
 * @param buckets for each role the variables that may name its bucket, the first that is set wins; with `${VAR}` a path under it
 * @param bucketName the characters of a bucket's name
 * @param matches what a section of the user's own holds when it is this provider and not another with the same backend
 * @param optionsWithout options for the case that a variable is unset, by that variable
 * @param optionsWith options that go before all others where a variable is `true`, by that variable; an empty one takes a key away
 * @param bucketAllows bucketName in words
 * @param steps how to come by buckets and keys
 * @param bucketListed rclone finds a bucket by a listing of all, and takes one that failed for a bucket that is not there
 * @param onlyNew rclone's flags by which a copy leaves alone what has come to the storage under the same name
 * @param onlySame rclone's flags by which a copy replaces only the object with the hash `${hash}`; empty where there is no such condition
 * @param hopeless what rclone's debug log says where no further try can help, or null
 */
public record Provider(
        String name,
        String title,
        int order,
        String backend,
        String remote,
        Compare compare,
        Duration precision,
        String hash,
        int processes,
        String oldestRclone,
        List<Variable> variables,
        Map<String, String> options,
        Map<Role, List<String>> buckets,
        Pattern bucketName,
        Map<Job, List<Flag>> flags,
        List<Mistake> mistakes,
        Map<String, String> matches,
        Activation activation,
        Map<String, Map<String, String>> optionsWithout,
        Map<String, Map<String, String>> optionsWith,
        BucketKind bucketKind,
        String bucketAllows,
        boolean bucketListed,
        List<String> onlyNew,
        List<String> onlySame,
        Pattern hopeless,
        Limits limits,
        Prices prices,
        Trial trial,
        List<String> steps) {

    private static final int FILES_WORTH_A_PROCESS = 50;

    /** How a file is known to be equal on both sides without asking for each object. */
    public enum Compare {
        /** Size and modification time stand in the listing. */
        LISTING,
        /** The modification time costs a request an object, so what was proven is recorded. */
        RECORD
    }

    /** What a bucket is for. */
    public enum Role {
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
    public enum Kind {
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
     * @param shape what a well-formed value looks like, or null
     * @param is what a value is, in words
     * @param refreshed rclone itself writes a newer value into rclone.conf, which is not to be overwritten by an older one
     * @param aliases what other programs call it
     * @param asked a user who is asked for what is missing is asked for it too, though it is optional
     * @param forms other forms that people give it in
     * @param unlike what a value of another shape probably is, in words, or null
     */
    public record Variable(
            String name,
            String option,
            boolean credential,
            boolean secret,
            boolean optional,
            Pattern shape,
            String is,
            Kind kind,
            boolean refreshed,
            List<String> aliases,
            boolean asked,
            List<Form> forms,
            String unlike) {}

    /**
     * A form of a value that is not the one which is wanted.
     *
     * @param text the whole value; an address has its https:// already, and neither path nor slash behind the host
     * @param means the value that is meant, with `${1}` for a group of the text; null where that can't be known
     * @param says what it is, behind the variable's name
     * @param remedy the line that mends it, or null for another value
     */
    public record Form(Pattern text, String means, String says, String remedy) {}

    /**
     * A tuned flag and the reason for it.
     *
     * @param own it is the user's, not the template's
     * @param takes what each of its number takes; empty where it has no number, or none that is fitted to the machine
     */
    public record Flag(String flag, String why, boolean own, Optional<Takes> takes) {
        /** Without its value. */
        public String name() {
            return flag.split("[ =]", 2)[0];
        }

        /** As rclone takes it: a value behind a blank is a word of its own, one behind `=` is not. */
        public List<String> words() {
            return List.of(flag.split(" ", 2));
        }

        /** What stands behind its name. */
        public int number() {
            return Integer.parseInt(flag.substring(name().length() + 1));
        }

        /** The same with another number, for another reason. */
        public Flag with(int number, String reason) {
            return new Flag(name() + " " + number, reason, own, takes);
        }
    }

    /**
     * A mistake that rclone's log betrays.
     *
     * @param text what to look for in rclone's log
     * @param says what is wrong, in a sentence; may hold the placeholders of {@link Diagnosis} and `${1}`, a group of the text
     * @param remedy what to do; a line that can be pasted where there is one
     * @param status our exit status, or 0 for rclone's own
     * @param with the placeholder that must have a value, or null
     * @param temporary a later try may go well
     */
    public record Mistake(Pattern text, String says, String remedy, int status, String with, boolean temporary) {}

    /**
     * How the doctor tries what can't be tried alike on every backend; a text is empty where the backend has no such thing.
     *
     * @param parts flags by which even a tiny object goes up in parts
     * @param delete flags by which a deleted object leaves no old version
     * @param cleanup of unfinished uploads
     */
    public record Trial(String parts, String delete, Optional<Cleanup> cleanup) {}

    /** What is missing where it is only half set. */
    public Optional<String> missing(Environment environment) {
        return activation.in(environment).missing();
    }

    /** Whether the environment means this provider: by its credentials, by half of them, or by a bucket. */
    boolean isMeant(Environment environment) {
        Activation.State state = activation.in(environment);
        return state.full()
                || state.half()
                || Stream.of(Role.values())
                        .flatMap(role -> bucketVariables(role).stream())
                        .anyMatch(name -> environment.get(name).isPresent());
    }

    /** The variables that may name the bucket of a role, those too under whose folder it is then. */
    public List<String> bucketVariables(Role role) {
        return buckets.get(role).stream()
                .map(name -> name.replaceFirst("^\\$\\{(\\w+)}.*", "$1"))
                .toList();
    }

    /** All variables that it reads: those of the section, then those of the buckets. */
    public List<String> variableNames() {
        return Stream.concat(
                        variables.stream().map(Variable::name),
                        Stream.of(Role.values()).flatMap(role -> bucketVariables(role).stream()))
                .distinct()
                .toList();
    }

    /** Flags by which a copy replaces only the object with this hash. */
    public List<String> onlySame(String hash) {
        return onlySame.stream().map(word -> word.replace("${hash}", hash)).toList();
    }

    /** Flags by which a deleted object leaves no old version. */
    public List<String> deletingForGood() {
        return trial.delete().isEmpty() ? List.of() : List.of(trial.delete().split(" "));
    }

    /** How many rclones side by side so many files are worth. */
    public int processesFor(long files) {
        return (int) Math.max(1, Math.min(processes, files / FILES_WORTH_A_PROCESS));
    }

    /** Whether the user has set a flag of a job. */
    public boolean isOwn(Job job, String name) {
        return flags.getOrDefault(job, List.of()).stream()
                .anyMatch(flag -> flag.own() && flag.name().equals(name));
    }

    /** The user's own flags of all jobs that each request needs. */
    public Stream<String> ownRequestFlags() {
        return flags.values().stream()
                .flatMap(List::stream)
                .filter(flag -> flag.own() && RequestFlags.isForEvery(RcloneFlags.name(flag.name())))
                .map(Flag::words)
                .distinct()
                .flatMap(List::stream);
    }

    /** The flags of a job, as rclone takes them. */
    public List<String> flags(Job job) {
        return flags.getOrDefault(job, List.of()).stream()
                .flatMap(flag -> flag.words().stream())
                .toList();
    }
}
