package replaystorage.userconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import replaystorage.flags.FlagRule;
import replaystorage.flags.FlagTable;
import replaystorage.flags.FlagValueFormat;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.RcloneJobType;
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

    private static final Pattern LONG_FLAG = Pattern.compile("--[a-zA-Z0-9][a-zA-Z0-9-]*");

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

    /** Without flags that environment variables override. */
    List<RcloneFlag> flagsFor(RcloneJobType job) {
        String key = job.name().toLowerCase(Locale.ROOT);
        List<String> given = jobs.strings(key);
        List<RcloneFlag> flags = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            RcloneFlag flag = readFlag(given.get(i), key + "/" + i, job);
            if (environment.get(flag.variable()).isEmpty()) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private RcloneFlag readFlag(String text, String item, RcloneJobType job) {
        RcloneFlag flag = RcloneFlag.parse(text);
        String name = flag.arguments().get(0);
        if (!LONG_FLAG.matcher(name).matches()) {
            throw jobs.error(item, "this is not a flag of rclone; write it as --transfers 32");
        }
        FlagRule rule = FlagTable.rule(flag.name());
        if (!rule.isAllowedInFile()) {
            throw jobs.error(item, name + refusal(flag, rule, job));
        }
        boolean isSwitch = rule.format() == FlagValueFormat.SWITCH;
        String value = flag.value().orElse(isSwitch ? "true" : "");
        if (!rule.format().matches(value)) {
            throw jobs.error(
                    item,
                    name + " has the value '" + value + "'; it takes "
                            + rule.format().description());
        }
        return isSwitch ? flag.inOneArgument() : flag;
    }

    private static String refusal(RcloneFlag flag, FlagRule rule, RcloneJobType job) {
        if (isCredential(flag.name())) {
            return " can't be passed to rclone: credentials do not belong in this file";
        }
        return rule.refusalIfAny()
                .map(why -> " can't be passed to rclone: " + why)
                .orElseGet(() -> " is not allowed in this file, only tuning flags are"
                        + DidYouMean.closest(flag.arguments().get(0), FlagTable.allowedInFile())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")
                        + alternativeHint(flag, rule, job));
    }

    private static String alternativeHint(RcloneFlag flag, FlagRule rule, RcloneJobType job) {
        if (rule.hasVariable()) {
            return " (Give it after -- on the command line, or to all commands by " + flag.variable() + ".)";
        }
        return job == RcloneJobType.LIST ? "" : " (Others can be given after -- on the command line.)";
    }
}
