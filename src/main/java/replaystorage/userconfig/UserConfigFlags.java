package replaystorage.userconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import replaystorage.flags.ConnectionFlags;
import replaystorage.flags.FlagValueFormat;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TuningFlags;
import replaystorage.flags.UserFlagRules;
import replaystorage.host.DidYouMean;
import replaystorage.host.Environment;
import replaystorage.host.YamlMapping;

/**
 * Checks rclone flags of replay-storage.yaml. Only tuning flags are allowed, because they apply to every run and the file may come with somebody
 * else's folder.
 */
final class UserConfigFlags {
    private static final Pattern CREDENTIAL_NAME = Pattern.compile(
            "(.*[-_])?(key|key[-_]?id|access[-_]?key|app[-_]?key|secret.*|pass|password\\d?|passwd|token|account"
                    + "|credentials?|credentials[-_]file|profile|user|header|header-.*|bearer.*|service[-_]account.*"
                    + "|client[-_](id|secret|cert|key|pass))",
            Pattern.CASE_INSENSITIVE);

    private final YamlMapping jobs;
    private final Environment environment;

    UserConfigFlags(YamlMapping jobs, Environment environment) {
        this.jobs = jobs;
        this.environment = environment;
    }

    /** True if the name contains a usual word for credentials. */
    static boolean isCredential(String name) {
        return CREDENTIAL_NAME.matcher(name).matches();
    }

    /** As rclone's arguments, without flags that environment variables override. */
    List<String> flagsFor(RcloneJobType job) {
        String key = job.name().toLowerCase(Locale.ROOT);
        List<String> given = jobs.strings(key);
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String item = key + "/" + i;
            String[] words = given.get(i).strip().split("[ =]+", 2);
            String name = words[0];
            if (!name.matches("--[a-zA-Z0-9][a-zA-Z0-9-]*")) {
                throw jobs.error(item, "this is not a flag of rclone; write it as --transfers 32");
            }
            FlagValueFormat format =
                    TuningFlags.valueFormat(name).orElseThrow(() -> jobs.error(item, refusalReason(name, job)));
            String flag = words.length == 1 && format == FlagValueFormat.SWITCH
                    ? name
                    : withValue(name, words.length == 1 ? "" : words[1], format, item);
            if (environment.get(variableName(name)).isEmpty()) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** rclone accepts a switch's value only after `=`. */
    private String withValue(String name, String value, FlagValueFormat format, String item) {
        if (!format.matches(value)) {
            throw jobs.error(item, name + " has the value '" + value + "'; it takes " + format.description());
        }
        return name + (format == FlagValueFormat.SWITCH ? "=" : " ") + value;
    }

    private static String variableName(String flag) {
        return "RCLONE_" + UserFlagRules.flagName(flag).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String refusalReason(String flag, RcloneJobType job) {
        if (isCredential(UserFlagRules.flagName(flag))) {
            return flag + " can't be passed to rclone: credentials do not belong in this file";
        }
        return UserFlagRules.refusalReason(flag)
                .map(why -> flag + " can't be passed to rclone: " + why)
                .orElseGet(() -> flag + " is not allowed in this file, only tuning flags are"
                        + DidYouMean.closest(flag, TuningFlags.names())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")
                        + alternativeHint(UserFlagRules.flagName(flag), job));
    }

    private static String alternativeHint(String name, RcloneJobType job) {
        if (ConnectionFlags.isKnown(name)) {
            return " (Give it after -- on the command line, or to all commands by " + ConnectionFlags.variableName(name)
                    + ".)";
        }
        return job == RcloneJobType.LIST ? "" : " (Others can be given after -- on the command line.)";
    }
}
