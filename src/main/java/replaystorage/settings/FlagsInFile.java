package replaystorage.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** rclone's flags in a user's file, which holds for every run, and may come with a folder that somebody else made: only flags that tune are taken. */
final class FlagsInFile {
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(.*[-_])?(key|key[-_]?id|access[-_]?key|app[-_]?key|secret.*|pass|password\\d?|passwd|token|account"
                    + "|credentials?|credentials[-_]file|profile|user|header|header-.*|bearer.*|service[-_]account.*"
                    + "|client[-_](id|secret|cert|key|pass))",
            Pattern.CASE_INSENSITIVE);

    private final Fields jobs;
    private final Environment environment;

    /** @param jobs of one provider */
    FlagsInFile(Fields jobs, Environment environment) {
        this.jobs = jobs;
        this.environment = environment;
    }

    /** Whether a key or a flag names a credential, by how such are called. */
    static boolean isCredential(String name) {
        return CREDENTIAL.matcher(name).matches();
    }

    /** As rclone takes each, less those that the environment sets: that goes before. */
    List<String> of(Job job) {
        String key = job.name().toLowerCase(Locale.ROOT);
        List<String> given = jobs.texts(key);
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String item = key + "/" + i;
            String[] words = given.get(i).strip().split("[ =]+", 2);
            String name = words[0];
            if (!name.matches("--[a-zA-Z0-9][a-zA-Z0-9-]*")) {
                throw jobs.wrong(item, "this is no flag of rclone; write it as --transfers 32");
            }
            FlagShape shape = TuningFlags.shape(name).orElseThrow(() -> jobs.wrong(item, refusal(name, job)));
            String flag = words.length == 1 && shape == FlagShape.SWITCH
                    ? name
                    : valued(name, words.length == 1 ? "" : words[1], shape, item);
            if (environment.get(variable(name)).isEmpty()) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** rclone takes a switch's value behind `=` only. */
    private String valued(String name, String value, FlagShape shape, String item) {
        if (!shape.fits(value)) {
            throw jobs.wrong(item, name + " has '" + value + "' behind it; it takes " + shape.is());
        }
        return name + (shape == FlagShape.SWITCH ? "=" : " ") + value;
    }

    private static String variable(String flag) {
        return "RCLONE_" + RcloneFlags.name(flag).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String refusal(String flag, Job job) {
        if (isCredential(RcloneFlags.name(flag))) {
            return flag + " can't be handed to rclone: credentials do not belong in this file";
        }
        return RcloneFlags.refusal(flag)
                .map(why -> flag + " can't be handed to rclone: " + why)
                .orElseGet(() -> flag + " is not taken from this file, only flags that tune are"
                        + Nearest.of(flag, TuningFlags.names())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")
                        + elsewhere(RcloneFlags.name(flag), job));
    }

    private static String elsewhere(String name, Job job) {
        if (RequestFlags.isKnown(name)) {
            return " (Give it behind -- on the command line, or to all commands by " + RequestFlags.variable(name)
                    + ".)";
        }
        return job == Job.LIST ? "" : " (Others can be given behind -- on the command line.)";
    }
}
