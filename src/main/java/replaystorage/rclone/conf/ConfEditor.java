package replaystorage.rclone.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.ResourceExhaustion;
import replaystorage.rclone.Rclone;

/** Makes the next text of rclone.conf: rclone writes the options, we put the credentials in, rclone reads it all back. */
final class ConfEditor {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Rclone rclone;
    private final ConfigDump dump;

    ConfEditor(Rclone rclone, ConfigDump dump) {
        this.rclone = rclone;
        this.dump = dump;
    }

    /**
     * Writes the next text.
     *
     * @param changes what the section does not hold yet
     * @param name the file that a message is to speak of
     * @return a private file with the whole text, proven
     */
    Path createNext(
            ConfWorkFolder workFolder, ConfText text, DesiredConfSection wanted, Map<String, String> changes, Path name)
            throws IOException {
        Map<String, String> keys = new LinkedHashMap<>(createSection(workFolder, wanted));
        keys.keySet().retainAll(changes.keySet());
        keys.putAll(changes);
        Path next = workFolder.write("next.conf", text.with(wanted.name(), keys).bytes());
        Map<String, String> read = dump.read(next, name, false).getOrDefault(wanted.name(), Map.of());
        requireKept(wanted, keys, read);
        return next;
    }

    /** Never with a secret: arguments are for all to see. */
    private Map<String, String> createSection(ConfWorkFolder workFolder, DesiredConfSection wanted) throws IOException {
        // Were it not there, rclone would encrypt it where RCLONE_CONFIG_PASS is set.
        Path file = workFolder.write("skeleton.conf", new byte[0]);
        List<String> arguments = new ArrayList<>(List.of("config", "create", wanted.name(), wanted.type()));
        wanted.options().forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.addAll(List.of("--non-interactive", "--config", file.toString()));
        List<String> log = new ArrayList<>();
        Rclone.Exit ended =
                rclone.run(new Rclone.RcloneCall(arguments, line -> {}, line -> log.add(line.message()), TIMEOUT));
        Map<String, String> keys =
                ConfText.parse(Files.readAllBytes(file)).sections().get(wanted.name());
        if (!ended.isSuccess() || keys == null) {
            ResourceExhaustion.throwIfExhausted(log);
            String said = log.isEmpty() ? "" : ": " + log.get(log.size() - 1);
            throw new CliException(
                    ExitStatus.CONFIG, "rclone did not create the section [" + wanted.name() + "]" + said);
        }
        requireKept(wanted, wanted.options(), keys);
        return keys;
    }

    /** It exits 0 when it could not keep a value. */
    private static void requireKept(DesiredConfSection wanted, Map<String, String> keys, Map<String, String> read) {
        keys.forEach((key, value) -> {
            if (!value.equals(read.get(key))) {
                throw wanted.notStorable(key);
            }
        });
    }
}
