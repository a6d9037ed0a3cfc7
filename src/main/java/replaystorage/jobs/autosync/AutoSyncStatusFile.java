package replaystorage.jobs.autosync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replaystorage.host.AtomicFile;

/** The JSON status file of auto-sync, replaced atomically. */
public record AutoSyncStatusFile(Path path) {

    public void write(AutoSyncStatus status) throws IOException {
        AtomicFile.write(path, out -> out.write(status.toJson() + "\n"));
    }

    /** Fields of the last status as text: null for JSON's null, a line per value of a list. Empty if the file can't be read. */
    public Map<String, String> read() {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(path.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    boolean isList = json.nextToken() == JsonToken.START_ARRAY;
                    fields.put(name, isList ? String.join("\n", readList(json)) : json.getValueAsString(null));
                }
            }
            return fields;
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static List<String> readList(JsonParser json) throws IOException {
        List<String> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(json.getText());
        }
        return values;
    }

    /**
     * The last status as JSON in one line.
     *
     * @param now fields to replace or add: numbers, booleans, strings, lists of strings, null
     */
    public String toJson(Map<String, Object> now) throws IOException {
        StringWriter text = new StringWriter();
        Map<String, Object> left = new LinkedHashMap<>(now);
        try (JsonParser old = new JsonFactory().createParser(path.toFile());
                JsonGenerator json = new JsonFactory().createGenerator(text)) {
            old.nextToken();
            json.writeStartObject();
            while (old.nextToken() == JsonToken.FIELD_NAME) {
                String name = old.currentName();
                json.writeFieldName(name);
                old.nextToken();
                if (left.containsKey(name)) {
                    write(json, left.remove(name));
                    old.skipChildren();
                } else {
                    json.copyCurrentStructure(old);
                }
            }
            for (Map.Entry<String, Object> field : left.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                json.writeString(each.toString());
            }
            json.writeEndArray();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value == null ? null : value.toString());
        }
    }
}
