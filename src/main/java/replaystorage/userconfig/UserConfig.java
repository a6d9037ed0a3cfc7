package replaystorage.userconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.host.Environment;

/**
 * Content of the user's replay-storage.yaml. Variables and options override it; it overrides the templates.
 *
 * @param file empty if there is none
 * @param excludes patterns of files that no transfer touches
 * @param prices template keys to override, by provider
 */
public record UserConfig(
        Optional<Path> file,
        List<String> folders,
        List<String> excludes,
        Map<String, Map<RcloneJobType, List<RcloneFlag>>> flags,
        Map<String, Map<String, String>> prices,
        AutoSyncTimes autoSyncTimes) {

    public static final UserConfig NONE = new UserConfig(
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            new AutoSyncTimes(Optional.empty(), Optional.empty(), Optional.empty()));

    public boolean isEmpty() {
        return file.isEmpty();
    }

    public record AutoSyncTimes(Optional<Duration> interval, Optional<Duration> settleTime, Optional<Duration> grace) {}

    /**
     * @param providers the names of all providers
     * @throws CliException 78 naming file and line, if it is invalid
     */
    public static UserConfig read(Environment environment, List<String> providers) {
        return UserConfigFile.find(environment)
                .map(file -> new UserConfigReader(file, environment, providers).read())
                .orElse(NONE);
    }
}
