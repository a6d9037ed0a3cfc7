package replaystorage.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which storage a command acts on.
 *
 * @param remote the section of rclone.conf; the provider's, or the one of REPLAY_STORAGE_REMOTE
 * @param options the keys that the section must hold and are no credentials; empty where the user's own section is used
 * @param credentials the same for credentials, by rclone.conf key
 * @param variables for each key of credentials and options the variable that it came from
 * @param replays the replays bucket, where one is named
 * @param artifacts the artifacts bucket, where one is named
 * @param notes what was mended, or is odd about the settings, each to be said once
 */
public record Settings(
        Provider provider,
        String remote,
        Map<String, String> options,
        Map<String, Secret> credentials,
        Map<String, String> variables,
        Optional<Bucket> replays,
        Optional<Bucket> artifacts,
        List<String> notes) {

    /**
     * A bucket, or the folder that stands for one.
     *
     * @param variable the variable that named it
     * @param implied it lies under a storage folder of the user's and is made when it is first needed; its absence is no mistake
     */
    public record Bucket(String name, String variable, boolean implied) {}

    /** Whether replays and artifacts share a bucket: then the artifacts' folders at its root are no replays. */
    public boolean oneBucket() {
        return replays.isPresent()
                && artifacts.isPresent()
                && replays.get().name().equals(artifacts.get().name());
    }
}
