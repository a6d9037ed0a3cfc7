package replaystorage.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The result of a command as one JSON object in a line, all in ASCII; src/docs/list-json.md names the fields. */
public final class JsonResultLine {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonResultLine() {}

    /** Writes the fields of the object. */
    public interface ResultFieldsWriter {
        void write(JsonGenerator json) throws IOException;
    }

    public static String toJson(ResultFieldsWriter fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        // The one ASCII character that JSON does not escape and that is no text.
        return text.toString().replace("\u007f", "\\u007f");
    }
}
