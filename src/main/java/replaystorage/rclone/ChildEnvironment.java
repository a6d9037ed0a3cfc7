package replaystorage.rclone;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import replaystorage.flags.FlagRule;
import replaystorage.flags.FlagTable;
import replaystorage.flags.RcloneFlag;
import replaystorage.host.Environment;

/**
 * The environment of rclone, which reads flags from RCLONE_* and credentials from AWS_*. Variables of that kind are removed unless they only
 * tune a copy, locate or open rclone.conf, or define another remote; all others are inherited, because a password command may need any of them.
 *
 * @param changes variables to set for the child; null removes one
 * @param withheldNames removed variables, to be reported once
 * @param flagNames flags that the user's variables set (`transfers`); ours must not override them
 */
public record ChildEnvironment(Map<String, String> changes, List<String> withheldNames, Set<String> flagNames) {
    private static final Set<String> LOOKUP_VARIABLES =
            Set.of("RCLONE_CONFIG", "RCLONE_CONFIG_PASS", "RCLONE_PASSWORD_COMMAND");

    /**
     * @param remote our section of rclone.conf, whose keys no variable may override
     * @param environmentAuth true if the remote takes its credentials from the environment
     * @param used variables that we read ourselves, so that they need not be reported
     */
    public static ChildEnvironment of(
            Environment environment, String remote, boolean environmentAuth, Collection<String> used) {
        Map<String, String> changes = new LinkedHashMap<>();
        Set<String> withheld = new TreeSet<>();
        Set<String> flagNames = new TreeSet<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment.all()).entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (!concernsRclone(name)) {
                continue;
            }
            if (isPassedOn(name, value, remote, environmentAuth)) {
                FlagRule rule = FlagTable.ruleOfVariable(name);
                if (rule.hasVariable()) {
                    RcloneFlag.nameOfVariable(name).ifPresent(flagNames::add);
                    if (rule.isForEveryCall()) {
                        changes.put(name, value);
                    }
                }
                continue;
            }
            changes.put(name, null);
            if (!value.isEmpty() && !used.contains(name) && !used.contains(name.replaceFirst("_FILE$", ""))) {
                withheld.add(name);
            }
        }
        return new ChildEnvironment(changes, List.copyOf(withheld), Set.copyOf(flagNames));
    }

    /** For a run without a remote, which must read only rclone.conf itself. */
    public static ChildEnvironment withoutRemote(Environment environment) {
        return of(environment, "", false, List.of());
    }

    /** Reports removed variables that this backend would have used; empty if there are none. */
    public String withheldNote(String backend) {
        String names = String.join(", ", withheldFrom(backend));
        return names.isEmpty() ? "" : "ignored (not passed to rclone): " + names;
    }

    public List<String> withheldFrom(String backend) {
        return withheldNames.stream()
                .filter(name -> concernsBackend(name, backend))
                .toList();
    }

    private static boolean concernsBackend(String name, String backend) {
        return name.startsWith("AWS_") ? backend.equals("s3") : !name.startsWith("GOOGLE_") || backend.equals("drive");
    }

    /** rclone's variable for a key of a remote. */
    public static String variableName(String remote, String key) {
        return ("RCLONE_CONFIG_" + remote + "_" + key.replace('-', '_')).toUpperCase(java.util.Locale.ROOT);
    }

    private static boolean concernsRclone(String name) {
        return name.startsWith("RCLONE_")
                || name.startsWith("_RCLONE_")
                || name.startsWith("AWS_")
                || name.equals("GOOGLE_APPLICATION_CREDENTIALS");
    }

    private static boolean isPassedOn(String name, String value, String remote, boolean environmentAuth) {
        if (value.isEmpty()) {
            return false;
        }
        if (!name.startsWith("RCLONE_")) {
            return environmentAuth && !name.startsWith("_");
        }
        return LOOKUP_VARIABLES.contains(name)
                || definesOtherRemote(name, remote)
                || FlagTable.ruleOfVariable(name).acceptsVariable(value);
    }

    private static boolean definesOtherRemote(String name, String remote) {
        String rest = name.startsWith("RCLONE_CONFIG_") ? name.substring("RCLONE_CONFIG_".length()) : "";
        return rest.indexOf('_') > 0 && !remote.isEmpty() && !name.startsWith(variableName(remote, ""));
    }
}
