package replaystorage.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a provider's unfinished uploads are found, and which command removes them and nothing else.
 *
 * @param list the rclone command that shows them, before the bucket's path
 * @param each matches what it prints once for each upload; a group `begun` holds the time at which the upload began, where that is shown
 * @param remove the rclone command that removes them, before the bucket's path
 * @param note what else a user must know before running it
 * @param rules where the command replaces rules of the bucket
 */
public record Cleanup(String list, Pattern each, String remove, String note, Optional<Rules> rules) {

    /**
     * Rules of a bucket that remove unfinished uploads.
     *
     * @param list the rclone command that shows them, before the bucket's path
     * @param covering matches rules that remove unfinished uploads already
     * @param none matches where there are no rules, so that the command replaces nothing
     * @param otherwise what to do where there are others
     */
    public record Rules(String list, Pattern covering, Pattern none, String otherwise) {}

    static Cleanup read(Fields fields) {
        Cleanup cleanup = new Cleanup(
                fields.text("list"),
                fields.pattern("each"),
                fields.text("remove"),
                fields.text("note"),
                fields.has("rules") ? Optional.of(rules(fields.fields("rules"))) : Optional.empty());
        fields.end();
        return cleanup;
    }

    private static Rules rules(Fields fields) {
        Rules rules = new Rules(
                fields.text("list"), fields.pattern("covering"), fields.pattern("none"), fields.text("otherwise"));
        fields.end();
        return rules;
    }
}
