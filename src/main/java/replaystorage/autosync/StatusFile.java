package replaystorage.autosync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an auto-sync writes how it stands, for whoever wants to know; replaced in one step, so that nobody reads half of it. */
public record StatusFile(Path path) {

    /** @throws IOException where it can't be written */
    public void write(SyncStatus status) throws IOException {
        Files.createDirectories(path.getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".tmp");
        Files.writeString(fresh, status.json() + "\n");
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The fields of the last status as text, null where one is null; empty where there is none, or it can't be read. */
    public Map<String, String> read() {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(path.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, json.getValueAsString(null));
                }
            }
            return fields;
        } catch (IOException e) {
            return Map.of();
        }
    }
}
