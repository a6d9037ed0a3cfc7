package replaystorage.flags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/**
 * The flags for rclone that a user gives after `--`, by who gets them.
 *
 * @param forEveryCall for each rclone: a listing needs them as a copy does
 * @param secretVariables secrets for each rclone, as variables of its environment
 */
public record UserFlags(
        List<RcloneFlag> forEveryCall, List<RcloneFlag> forCopies, Map<String, String> secretVariables) {
    /** What `--dump` may show: no kind that holds a credential. */
    private static final Set<String> DUMP_KINDS = Set.of("headers", "goroutines", "openfiles", "mapper");

    /** @throws CliException 64 for a flag that is refused */
    public static UserFlags parse(List<String> arguments) {
        UserFlags flags = new UserFlags(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (RcloneFlag flag : RcloneFlag.parseArguments(arguments)) {
            requireAllowed(flag);
            flags.add(flag);
        }
        return flags;
    }

    private static void requireAllowed(RcloneFlag flag) {
        flag.names()
                .flatMap(name -> FlagTable.rule(name).refusalIfAny().stream())
                .findFirst()
                .ifPresent(why -> {
                    throw new CliException(
                            ExitStatus.USAGE, flag.arguments().get(0) + " can't be passed to rclone: " + why);
                });
        String kinds = flag.value().orElse("");
        if (flag.name().equals("dump") && !DUMP_KINDS.containsAll(List.of(kinds.split(",")))) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "--dump " + kinds + " can't be passed to rclone: it would show credentials",
                    "# run it again with -- --dump headers");
        }
    }

    private void add(RcloneFlag flag) {
        FlagRule rule = FlagTable.rule(flag.name());
        if (rule.isSecret() && flag.value().isPresent()) {
            secretVariables.put(flag.variable(), flag.value().get());
        } else {
            (rule.isForEveryCall() ? forEveryCall : forCopies).add(flag);
        }
    }

    /** All but the secrets. */
    public List<RcloneFlag> withoutSecrets() {
        return Stream.concat(forEveryCall.stream(), forCopies.stream()).toList();
    }
}
