package replaystorage.rclone.conf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
        StringBuilder json = new StringBuilder();
        List<String> log = new ArrayList<>();
        Rclone.Exit ended = rclone.run(new Rclone.RcloneCall(
                List.of("config", "dump", "--config", file.toString()),
                line -> json.append(line).append('\n'),
                line -> log.add(line.message()),
                TIMEOUT));
        if (ended.isSuccess()) {
            return parse(json.toString());
        }
        ResourceExhaustion.throwIfExhausted(log);
        if (encrypted) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    name + " is encrypted and can't be opened: "
                            + (ended.stalled() ? "the password command hangs" : readError(log)),
                    "export RCLONE_CONFIG_PASS=...    # the password of rclone.conf, or RCLONE_PASSWORD_COMMAND");
        }
        throw new CliException(
                ExitStatus.CONFIG,
                "rclone can't read " + name + ": " + readError(log),
                "${EDITOR:-vi} " + PasteableCommand.quote(name.toString()));
    }

    /** A line that rclone can't parse may hold a secret behind its key, or be the second half of one. */
    private static String readError(List<String> log) {
        String last = log.isEmpty() ? "it does not say why" : log.get(log.size() - 1);
        int parse = last.indexOf("could not parse line:");
        int equals = parse < 0 ? -1 : last.indexOf('=', parse);
        String shown = equals >= 0
                ? last.substring(0, equals + 1) + " ***"
                : parse >= 0 ? last.substring(0, parse) + "could not parse line: *** (it has no =)" : last;
        int cause = shown.indexOf("\": ");
        return cause < 0 ? shown : shown.substring(cause + 3);
    }

    private static ConfSections parse(String json) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String section = parser.currentName();
                Map<String, String> keys = new LinkedHashMap<>();
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
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
