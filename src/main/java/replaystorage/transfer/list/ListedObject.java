package replaystorage.transfer.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** @param hash the requested hash, or null */
public record ListedObject(String path, FileVersion version, boolean folder, String hash) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Empty for the brackets around the list. */
    static Optional<ListedObject> parse(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        String path = null;
        long size = -1;
        Instant time = Instant.EPOCH;
        boolean folder = false;
        String hash = null;
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "Path" -> path = json.getText().intern();
                    case "Size" -> size = json.getLongValue();
                    case "ModTime" -> time = parseTime(json.getText());
                    case "IsDir" -> folder = json.getBooleanValue();
                    case "Hashes" -> hash = onlyHash(json);
                    default -> json.skipChildren();
                }
            }
            return Optional.of(new ListedObject(path, new FileVersion(size, time), folder, hash));
        } catch (IOException e) {
            throw new IllegalStateException("rclone's listing has a line that is not JSON: " + line, e);
        }
    }

    private static Instant parseTime(String text) {
        return text.isEmpty()
                ? Instant.EPOCH
                : text.endsWith("Z")
                        ? Instant.parse(text)
                        : OffsetDateTime.parse(text).toInstant();
    }

    private static String onlyHash(JsonParser json) throws IOException {
        String hash = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
            hash = json.getText().isEmpty() ? hash : json.getText();
        }
        return hash;
    }
}
