package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.settings.Cleanup;
import replaystorage.settings.Cleanup.Rules;

/**
 * Uploads in parts that were begun and never finished: billed, and shown by no listing.
 *
 * @param old those that no running command is likely to finish
 * @param young those that began within a day, where the storage tells the time
 * @param remedy the line that removes the old ones and nothing else
 */
public record UnfinishedUploads(int old, int young, String remedy) {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<begun>");
    private static final Duration YOUNG = Duration.ofDays(1);

    /** Those of a bucket; empty where there are none, or where its own rules remove them. */
    static Optional<UnfinishedUploads> of(SmallObjects objects, RemotePath bucket, Cleanup cleanup) {
        String path = bucket.remote() + ":" + bucket.bucket();
        Matcher found = cleanup.each().matcher(printed(objects, bucket, cleanup.list(), path));
        boolean timed = GROUP.matcher(cleanup.each().pattern()).find();
        Instant yesterday = Instant.now().minus(YOUNG);
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
        String line = "replay-storage configure && rclone " + cleanup.remove() + " " + path + "   # " + cleanup.note();
        if (cleanup.rules().isEmpty()) {
            return Optional.of(new UnfinishedUploads(old, young, line));
        }
        Rules rules = cleanup.rules().get();
        String set = printed(objects, bucket, rules.list(), path);
        return rules.covering().matcher(set).find()
                ? Optional.empty()
                : Optional.of(new UnfinishedUploads(
                        old, young, rules.none().matcher(set).find() ? line : rules.otherwise()));
    }

    private static String printed(SmallObjects objects, RemotePath bucket, String command, String path) {
        List<String> arguments = Stream.concat(Arrays.stream(command.split(" ")), Stream.of(path))
                .collect(Collectors.toCollection(ArrayList::new));
        return String.join(
                "\n",
                objects.ask("look for unfinished uploads in " + bucket, arguments)
                        .printed());
    }

    private static boolean isAfter(String time, Instant moment) {
        try {
            return Instant.parse(time).isAfter(moment);
        } catch (DateTimeParseException e) {
            return true;
        }
    }
}
