package replaystorage.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import replaystorage.settings.Provider.Job;

/** rclone's flags in a user's file, which holds for every run, and may come with a folder that somebody else made: more is refused there. */
final class FlagsInFile {
    private static final Map<Pattern, String> REFUSED = Map.of(
            Pattern.compile("rc|rc-.*|metadata-mapper|.*-command|.*-cmd"),
            "it would run a program, or let others steer rclone",
            Pattern.compile(".*-(endpoint|url|host|provider|region|env-auth|root-folder-id|team-drive|impersonate)"
                    + "|remote|.*-upstreams?"),
            "where the storage is, variables and rclone.conf say",
            Pattern.compile("dump|dump-.*"),
            "it would show credentials");

    private static final Set<String> REFUSED_IN_LISTING = Set.of(
            "recursive",
            "no-modtime",
            "hash",
            "hash-type",
            "encrypted",
            "original",
            "metadata",
            "dirs-only",
            "files-only",
            "stat");

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

    /** Each with its value behind a blank, less those that the environment sets: that goes before. */
    List<String> of(Job job) {
        String key = job.name().toLowerCase(Locale.ROOT);
        List<String> given = jobs.texts(key);
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String[] words = given.get(i).strip().split("[ =]+", 2);
            String name = words[0];
            if (!name.matches("--[a-z0-9][a-z0-9-]*")) {
                throw jobs.wrong(key + "/" + i, "this is no flag of rclone; write it as --transfers 32");
            }
            Optional<String> refusal = refusal(name, job);
            if (refusal.isPresent()) {
                throw jobs.wrong(key + "/" + i, name + " can't be handed to rclone: " + refusal.get());
            }
            if (environment.get(variable(name)).isEmpty()) {
                flags.add(String.join(" ", words));
            }
        }
        return flags;
    }

    private static String variable(String flag) {
        return "RCLONE_" + RcloneFlags.name(flag).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Optional<String> refusal(String flag, Job job) {
        String name = RcloneFlags.name(flag);
        if (isCredential(name)) {
            return Optional.of("credentials do not belong in this file");
        }
        if (job == Job.LIST && REFUSED_IN_LISTING.contains(name)) {
            return Optional.of("it would change what a listing holds");
        }
        return RcloneFlags.refusal(flag)
                .or(() -> REFUSED.entrySet().stream()
                        .filter(each -> each.getKey().matcher(name).matches())
                        .map(Map.Entry::getValue)
                        .findFirst());
    }
}
