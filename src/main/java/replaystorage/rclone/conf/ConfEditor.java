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
import replaystorage.host.LockedTempPath;
import replaystorage.host.ResourceExhaustion;
import replaystorage.rclone.Rclone;
import replaystorage.settings.ConfSections;

/** Makes the next text of rclone.conf: rclone writes the options, we put the credentials in, rclone reads it all back. */
final class ConfEditor {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String TEMP_KIND = "conf";

    private final Rclone rclone;
    private final ConfigDump dump;

    ConfEditor(Rclone rclone, ConfigDump dump) {
        this.rclone = rclone;
        this.dump = dump;
    }

    /**
     * The bytes of the next text, as rclone has read them.
     *
     * @param file where they will stand
     * @param changes what the section does not hold yet
     */
    byte[] next(ConfFile file, ConfText text, DesiredConfSection wanted, Map<String, String> changes)
            throws IOException {
        Path folder = file.realPath().getParent();
        LockedTempPath.deleteLeftovers(folder, TEMP_KIND);
        try (LockedTempPath work = LockedTempPath.createFolder(folder, TEMP_KIND)) {
            Map<String, String> keys = createSection(work.path().resolve("section.conf"), wanted);
            keys.keySet().retainAll(changes.keySet());
            keys.putAll(changes);
            byte[] next = text.with(wanted.name(), keys);
            Path copy = work.path().resolve("next.conf");
            ConfFile.writePrivate(copy, next);
            requireKept(wanted, keys, dump.read(copy, file.path(), false).keys(wanted.name()));
            return next;
        }
    }

    /** Never with a secret: arguments are for all to see. */
    private Map<String, String> createSection(Path file, DesiredConfSection wanted) throws IOException {
        // Were it not there, rclone would encrypt it where RCLONE_CONFIG_PASS is set.
        ConfFile.writePrivate(file, new byte[0]);
        List<String> arguments = new ArrayList<>(List.of("config", "create", wanted.name(), wanted.type()));
        wanted.options().forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.addAll(List.of("--non-interactive", "--config", file.toString()));
        Rclone.RcloneOutput output = rclone.collectOutput(arguments, TIMEOUT);
        ConfSections created = ConfText.parse(Files.readAllBytes(file)).sections();
        if (!output.exit().isSuccess() || !created.contains(wanted.name())) {
            List<String> log = output.log();
            ResourceExhaustion.throwIfExhausted(log);
            String said = log.isEmpty() ? "" : ": " + log.get(log.size() - 1);
            throw new CliException(
                    ExitStatus.CONFIG, "rclone did not create the section [" + wanted.name() + "]" + said);
        }
        Map<String, String> keys = new LinkedHashMap<>(created.keys(wanted.name()));
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
