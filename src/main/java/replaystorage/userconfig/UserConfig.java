package replaystorage.userconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.host.Environment;

/**
 * What a user's replay-storage.yaml says. Variables and options go before it, it goes before the templates.
 *
 * @param file where it stands; empty where there is none
 * @param folders names of further artifacts, besides checkpoints, logs and cache
 * @param excludes patterns of files that no transfer is about
 * @param flags of rclone, by provider and job
 * @param prices by provider: those of the template's keys that differ
 * @param autoSyncTimes of the auto-sync
 */
public record UserConfig(
        Optional<Path> file,
        List<String> folders,
        List<String> excludes,
        Map<String, Map<RcloneJobType, List<String>>> flags,
        Map<String, Map<String, String>> prices,
        AutoSyncTimes autoSyncTimes) {

    public static final UserConfig NONE = new UserConfig(
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            new AutoSyncTimes(Optional.empty(), Optional.empty(), Optional.empty()));

    /** Whether the user has no file of them. */
    public boolean isEmpty() {
        return file.isEmpty();
    }

    /** The times of an auto-sync, as far as they are given. */
    public record AutoSyncTimes(Optional<Duration> interval, Optional<Duration> settleTime, Optional<Duration> grace) {}

    /**
     * The user's file, wherever it is.
     *
     * @param providers the names of all providers
     * @throws CliException 78 where it is wrong; it names the file and the line
     */
    public static UserConfig read(Environment environment, List<String> providers) {
        return UserConfigFile.find(environment)
                .map(file -> new UserConfigReader(file, environment, providers).read())
                .orElse(NONE);
    }
}
