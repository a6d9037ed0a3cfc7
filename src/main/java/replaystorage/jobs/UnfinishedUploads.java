package replaystorage.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replaystorage.providers.UnfinishedUploadCommands;
import replaystorage.providers.UnfinishedUploadCommands.LifecycleRules;
import replaystorage.transfer.list.RcloneCommands;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.SmallObjectClient;

/**
 * Multipart uploads that were started but not finished: billed, and in no listing.
 *
 * @param oldUploads no running command is likely to finish them
 * @param recentUploads started within a day, if the storage tells the time
 * @param removeCommand removes the old ones and nothing else
 */
public record UnfinishedUploads(int oldUploads, int recentUploads, String removeCommand) {
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<begun>");
    private static final Duration RECENT_AGE = Duration.ofDays(1);

    /** Empty if a bucket has none, or its own rules remove them. */
    static Optional<UnfinishedUploads> find(
            SmallObjectClient objects, RemotePath bucket, UnfinishedUploadCommands commands) {
        String path = bucket.remote() + ":" + bucket.bucket();
        Matcher found = commands.uploadPattern().matcher(outputOf(objects, bucket, commands.listCommand(), path));
        boolean timed = NAMED_GROUP.matcher(commands.uploadPattern().pattern()).find();
        Instant yesterday = Instant.now().minus(RECENT_AGE);
        int old = 0;
        int young = 0;
        while (found.find()) {
            if (timed && isAfter(found.group("begun"), yesterday)) {
                young++;
            } else {
                old++;
            }
        }
        if (old + young == 0) {
            return Optional.empty();
        }
        String line = "replay-storage configure && rclone " + commands.removeCommand() + " " + path + "   # "
                + commands.note();
        if (commands.lifecycleRules().isEmpty()) {
            return Optional.of(new UnfinishedUploads(old, young, line));
        }
        LifecycleRules rules = commands.lifecycleRules().get();
        String set = outputOf(objects, bucket, rules.listCommand(), path);
        return rules.coveringPattern().matcher(set).find()
                ? Optional.empty()
                : Optional.of(new UnfinishedUploads(
                        old, young, rules.noRulesPattern().matcher(set).find() ? line : rules.uncoveredNote()));
    }

    private static String outputOf(SmallObjectClient objects, RemotePath bucket, String command, String path) {
        return String.join(
                "\n",
                objects.run("look for unfinished uploads in " + bucket, RcloneCommands.templateCommand(command, path))
                        .stdoutLines());
    }

    private static boolean isAfter(String time, Instant moment) {
        try {
            return Instant.parse(time).isAfter(moment);
        } catch (DateTimeParseException e) {
            return true;
        }
    }
}
