package replaystorage.providers;

import java.util.Optional;
import java.util.regex.Pattern;
import replaystorage.host.YamlMapping;

/**
 * How to find and remove a provider's unfinished uploads.
 *
 * @param listCommand rclone command that lists them, without the bucket's path
 * @param uploadPattern matches each upload in its output; an optional group `begun` contains the start time
 * @param removeCommand rclone command that removes only them, without the bucket's path
 * @param lifecycleRules set if the command replaces rules of the bucket
 */
public record UnfinishedUploadCommands(
        String listCommand,
        Pattern uploadPattern,
        String removeCommand,
        String note,
        Optional<LifecycleRules> lifecycleRules) {

    /**
     * Bucket rules that remove unfinished uploads.
     *
     * @param coveringPattern matches rules that already remove them
     * @param noRulesPattern matches a bucket without rules, where the command replaces nothing
     * @param uncoveredNote advice if there are other rules
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
