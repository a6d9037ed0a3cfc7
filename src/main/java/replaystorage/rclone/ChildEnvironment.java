package replaystorage.rclone;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import replaystorage.flags.ConnectionFlags;
import replaystorage.host.Environment;

/**
 * What rclone sees of our environment. It reads every flag from RCLONE_* and much from AWS_*, which in a pod are other
 * people's: those are taken out unless they only tune a copy, find or open rclone.conf, or define a remote that is not
 * ours. The rest is inherited (a password command may need any of it).
 *
 * @param changes variables to change in the child; null takes one out
 * @param withheldNames the names of what was taken out, to be said once
 * @param tuned the flags that the user's variables set (`--transfers`); ours must not override them
 */
public record ChildEnvironment(Map<String, String> changes, List<String> withheldNames, Set<String> tuned) {
    private static final Set<String> LOOKUP_VARIABLES =
            Set.of("RCLONE_CONFIG", "RCLONE_CONFIG_PASS", "RCLONE_PASSWORD_COMMAND");

    /**
     * Looks through all variables.
     *
     * @param remote our own section of rclone.conf, whose keys no variable may override
     * @param environmentAuth whether the remote takes its credentials from the environment
     * @param used variables that we read ourselves, and which therefore needn't be named as withheld
     */
    public static ChildEnvironment of(
            Environment environment, String remote, boolean environmentAuth, Collection<String> used) {
        Map<String, String> changes = new LinkedHashMap<>();
        Set<String> withheld = new TreeSet<>();
        Set<String> tuned = new TreeSet<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment.all()).entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (!concernsRclone(name) || isPassedOn(name, value, remote, environmentAuth)) {
                if (concernsRclone(name)) {
                    if (ConnectionFlags.isPassedOn(name, value)) {
                        changes.put(name, value);
                    }
                    TuningVariables.flagName(name).ifPresent(tuned::add);
                }
                continue;
            }
            changes.put(name, null);
            if (!value.isEmpty() && !used.contains(name) && !used.contains(name.replaceFirst("_FILE$", ""))) {
                withheld.add(name);
            }
        }
        return new ChildEnvironment(changes, List.copyOf(withheld), Set.copyOf(tuned));
    }

    /** For a run that touches no remote: what it reads of rclone.conf must be the file's own. */
    public static ChildEnvironment withoutRemote(Environment environment) {
        return of(environment, "", false, List.of());
    }

    /** The sentence that names what was withheld and would have mattered to this backend; empty where nothing was. */
    public String withheldNote(String backend) {
        String names = String.join(", ", withheldFrom(backend));
        return names.isEmpty() ? "" : "ignored (not passed to rclone): " + names;
    }

    /** The names of what was withheld and would have mattered to this backend. */
    public List<String> withheldFrom(String backend) {
        return withheldNames.stream()
                .filter(name -> concernsBackend(name, backend))
                .toList();
    }

    private static boolean concernsBackend(String name, String backend) {
        return name.startsWith("AWS_") ? backend.equals("s3") : !name.startsWith("GOOGLE_") || backend.equals("drive");
    }

    /** The variable by which rclone takes a key of a remote. */
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
                || TuningVariables.isPassedOn(name, value);
    }

    private static boolean definesOtherRemote(String name, String remote) {
        String rest = name.startsWith("RCLONE_CONFIG_") ? name.substring("RCLONE_CONFIG_".length()) : "";
        return rest.indexOf('_') > 0 && !remote.isEmpty() && !name.startsWith(variableName(remote, ""));
    }
}
