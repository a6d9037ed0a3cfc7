package replaystorage.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user's replay-storage.yaml says. Variables and options go before it, it goes before the templates.
 *
 * @param file where it stands; empty where there is none
 * @param folders names of further artifacts, besides checkpoints, logs and cache
 * @param excludes patterns of files that no transfer is about
 * @param flags of rclone, by provider and job
 * @param prices by provider: those of the template's keys that differ
 * @param times of the auto-sync
 */
public record Preferences(
        Optional<Path> file,
        List<String> folders,
        List<String> excludes,
        Map<String, Map<Job, List<String>>> flags,
        Map<String, Map<String, String>> prices,
        Times times) {

    public static final Preferences NONE = new Preferences(
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            new Times(Optional.empty(), Optional.empty(), Optional.empty()));

    /** Whether the user has no file of them. */
    boolean isNone() {
        return file.isEmpty();
    }

    /** The times of an auto-sync, as far as they are given. */
    public record Times(Optional<Duration> interval, Optional<Duration> settle, Optional<Duration> grace) {}

    /**
     * The user's file, wherever it is.
     *
     * @param providers the names of all providers
     * @throws CliException 78 where it is wrong; it names the file and the line
     */
    public static Preferences of(Environment environment, List<String> providers) {
        return PreferencesFile.find(environment)
                .map(file -> new PreferencesReader(file, environment, providers).read())
                .orElse(NONE);
    }
}
