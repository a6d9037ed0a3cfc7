package replaystorage.providers;

import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.host.YamlMapping;

/**
 * How a provider's unfinished uploads are found, and which command removes them and nothing else.
 *
 * @param listCommand the rclone command that shows them, before the bucket's path
 * @param uploadPattern matches what it prints once for each upload; a group `begun` holds the time at which the upload began, where that is shown
 * @param removeCommand the rclone command that removes them, before the bucket's path
 * @param note what else a user must know before running it
 * @param lifecycleRules where the command replaces rules of the bucket
 */
public record UnfinishedUploadCommands(
        String listCommand,
        Pattern uploadPattern,
        String removeCommand,
        String note,
        Optional<LifecycleRules> lifecycleRules) {

    /**
     * Rules of a bucket that remove unfinished uploads.
     *
     * @param listCommand the rclone command that shows them, before the bucket's path
     * @param coveringPattern matches rules that remove unfinished uploads already
     * @param noRulesPattern matches where there are no rules, so that the command replaces nothing
     * @param uncoveredNote what to do where there are others
     */
    public record LifecycleRules(
            String listCommand, Pattern coveringPattern, Pattern noRulesPattern, String uncoveredNote) {}

    static UnfinishedUploadCommands read(YamlMapping fields) {
        UnfinishedUploadCommands commands = new UnfinishedUploadCommands(
                fields.string("list"),
                fields.pattern("each"),
                fields.string("remove"),
                fields.string("note"),
                fields.has("rules") ? Optional.of(lifecycleRules(fields.mapping("rules"))) : Optional.empty());
        fields.rejectUnknownKeys();
        return commands;
    }

    private static LifecycleRules lifecycleRules(YamlMapping fields) {
        LifecycleRules rules = new LifecycleRules(
                fields.string("list"), fields.pattern("covering"), fields.pattern("none"), fields.string("otherwise"));
        fields.rejectUnknownKeys();
        return rules;
    }
}
