package replaystorage.rclone.conf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.host.ResourceExhaustion;
import replaystorage.rclone.Rclone;
import replaystorage.settings.ConfSections;

/** What rclone itself reads in an rclone.conf (`rclone config dump`). */
final class ConfigDump {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Rclone rclone;

    ConfigDump(Rclone rclone) {
        this.rclone = rclone;
    }

    /**
     * Reads a file with rclone.
     *
     * @param file what is read
     * @param name the file that a message is to speak of
     * @throws CliException 78 where rclone can't read it
     */
    ConfSections read(Path file, Path name, boolean encrypted) {
        Rclone.RcloneOutput output =
                rclone.collectOutput(List.of("config", "dump", "--config", file.toString()), TIMEOUT);
        if (output.exit().isSuccess()) {
            return parse(String.join("\n", output.stdout()));
        }
        List<String> log = output.log();
        ResourceExhaustion.throwIfExhausted(log);
        throw encrypted
                ? new CliException(
                        ExitStatus.CONFIG,
                        name + " is encrypted and can't be opened: "
                                + (output.exit().stalled() ? "the password command hangs" : readError(log)),
                        "export RCLONE_CONFIG_PASS=...    # the password of rclone.conf, or RCLONE_PASSWORD_COMMAND")
                : new CliException(
                        ExitStatus.CONFIG,
                        "rclone can't read " + name + ": " + readError(log),
                        "${EDITOR:-vi} " + PasteableCommand.quote(name.toString()));
    }

    /** A line that rclone can't parse may hold a secret behind its key, or be the second half of one. */
    private static String readError(List<String> log) {
        String last = log.isEmpty() ? "it does not say why" : log.get(log.size() - 1);
        return last.replaceFirst("(?s)(could not parse line:.*=).*", "$1 ***")
                .replaceFirst("(?s)(could not parse line:)[^=]*$", "$1 *** (it has no =)")
                .replaceFirst("(?s)^.*?\": ", "");
    }

    private static ConfSections parse(String json) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            for (String section = parser.nextFieldName(); section != null; section = parser.nextFieldName()) {
                Map<String, String> keys = new LinkedHashMap<>();
                parser.nextToken();
                for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                    parser.nextToken();
                    keys.put(key, parser.getText());
                }
                sections.put(section, keys);
            }
            return new ConfSections(sections);
        } catch (IOException e) {
            throw new IllegalStateException("rclone config dump wrote no JSON", e);
        }
    }
}
