package replaystorage.providers;

import java.util.Map;

/**
 * The options of a provider's section of rclone.conf.
 *
 * @param always in order; an option with `${VAR}` is left out if VAR is unset
 * @param without options if a variable is unset, by that variable
 * @param with options that override all others if a variable is `true`, by that variable; an empty one removes a key
 * @param matching options by which a section of the user's own matches this provider and no other with the same backend
 */
public record SectionOptions(
        Map<String, String> always,
        Map<String, Map<String, String>> without,
        Map<String, Map<String, String>> with,
        Map<String, String> matching) {}
