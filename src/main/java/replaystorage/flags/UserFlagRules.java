package replaystorage.flags;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/** The flags of a user's own; those that would break the plan, the log or a promise are refused by name. {@link ConnectionFlags} tells who gets the others. */
public final class UserFlagRules {
    private static final Map<String, Set<String>> REFUSED = Map.ofEntries(
            Map.entry(
                    "it would change which files are selected: use --include and --exclude before the --",
                    Set.of(
                            "include",
                            "include-from",
                            "exclude",
                            "exclude-from",
                            "exclude-if-present",
                            "filter",
                            "filter-from",
                            "f",
                            "files-from",
                            "files-from-raw",
                            "hash-filter",
                            "max-age",
                            "min-age",
                            "max-size",
                            "min-size",
                            "max-depth",
                            "ignore-case",
                            "metadata-include",
                            "metadata-exclude",
                            "metadata-filter",
                            "delete-excluded")),
            Map.entry(
                    "replay-storage reads the log: use --progress, --quiet and --verbose before the --",
                    Set.of(
                            "q",
                            "quiet",
                            "log-file",
                            "log-level",
                            "log-format",
                            "log-systemd",
                            "syslog",
                            "use-json-log",
                            "stats",
                            "stats-log-level",
                            "stats-one-line",
                            "stats-one-line-date",
                            "stats-one-line-date-format",
                            "progress",
                            "P",
                            "progress-terminal-title")),
            Map.entry("use --dry-run before the --", Set.of("n", "dry-run", "i", "interactive")),
            Map.entry(
                    "replay-storage chooses rclone.conf and its password: use RCLONE_CONFIG",
                    Set.of("config", "ask-password", "password-command")),
            Map.entry(
                    "it would change what is compared, so that differences could be missed or files lost",
                    Set.of(
                            "c",
                            "checksum",
                            "size-only",
                            "u",
                            "update",
                            "I",
                            "ignore-times",
                            "ignore-existing",
                            "ignore-size",
                            "ignore-checksum",
                            "existing",
                            "immutable",
                            "no-check-dest",
                            "no-traverse",
                            "compare-dest",
                            "copy-dest",
                            "backup-dir",
                            "suffix",
                            "suffix-keep-extension",
                            "use-server-modtime",
                            "no-update-modtime",
                            "no-update-dir-modtime",
                            "s3-no-head-object",
                            "s3-disable-checksum",
                            "max-transfer",
                            "max-duration",
                            "max-delete",
                            "delete-before",
                            "delete-during",
                            "delete-after",
                            "track-renames",
                            "ignore-errors",
                            "modify-window")),
            Map.entry("it would show credentials: use --dump headers", Set.of("dump-bodies")),
            Map.entry(
                    "replay-storage follows links, and gives no half file its final name",
                    Set.of(
                            "l",
                            "links",
                            "skip-links",
                            "L",
                            "copy-links",
                            "inplace",
                            "local-no-check-updated",
                            "name-transform",
                            "partial-suffix",
                            "no-unicode-normalization")),
            Map.entry(
                    "set keys and endpoints as variables, such as B2_APP_KEY and S3_ENDPOINT",
                    Set.of(
                            "s3-access-key-id",
                            "s3-secret-access-key",
                            "s3-session-token",
                            "s3-endpoint",
                            "s3-region",
                            "s3-provider",
                            "b2-account",
                            "b2-key",
                            "b2-endpoint",
                            "drive-token",
                            "drive-client-id",
                            "drive-client-secret",
                            "drive-service-account-credentials",
                            "drive-service-account-file",
                            "drive-root-folder-id")),
            Map.entry(
                    "it would show other versions of files than the bucket's current ones",
                    Set.of(
                            "s3-versions",
                            "s3-version-at",
                            "s3-version-deleted",
                            "b2-versions",
                            "b2-version-at",
                            "drive-trashed-only",
                            "drive-starred-only")),
            Map.entry("it would show a help text and copy nothing", Set.of("h", "help", "V", "version")));

    /** What `--dump` may show: no kind that holds a credential. */
    private static final Set<String> DUMPS = Set.of("headers", "goroutines", "openfiles", "mapper");

    private UserFlagRules() {}

    /** Short flags may stand together: -vP. */
    private static boolean hasLetterOf(String word, Set<String> names) {
        return word.matches("-[A-Za-z]+")
                && word.substring(1).chars().mapToObj(Character::toString).anyMatch(names::contains);
    }

    /** Why a flag is refused; empty where it is not. */
    public static Optional<String> refusalReason(String word) {
        String name = flagName(word);
        return REFUSED.entrySet().stream()
                .filter(each -> each.getValue().contains(name) || hasLetterOf(word, each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A flag without its dashes and its value. */
    public static String flagName(String word) {
        return word.replaceFirst("^-+", "").replaceFirst("=.*$", "");
    }

    /** @throws CliException 64 for a flag that is refused */
    public static List<String> requireAllowed(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String name = flagName(word);
            if (word.startsWith("-")) {
                refusalReason(word).ifPresent(why -> {
                    throw new CliException(ExitStatus.USAGE, word + " can't be passed to rclone: " + why);
                });
            }
            if (name.equals("dump")) {
                String kinds = word.contains("=")
                        ? word.substring(word.indexOf('=') + 1)
                        : i + 1 < words.size() ? words.get(i + 1) : "";
                if (!DUMPS.containsAll(List.of(kinds.split(",")))) {
                    throw new CliException(
                            ExitStatus.USAGE,
                            "--dump " + kinds + " can't be passed to rclone: it would show credentials",
                            "# run it again with -- --dump headers");
                }
            }
        }
        return words;
    }
}
