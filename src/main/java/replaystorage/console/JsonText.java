package replaystorage.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON objects on one line. */
public final class JsonText {
    private static final JsonFactory UNICODE =
            new JsonFactory().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {}

    public interface FieldsWriter {
        void write(JsonGenerator json) throws IOException;
    }

    public static String of(FieldsWriter fields) {
        return write(UNICODE, fields);
    }

    /** Escapes all but printable ASCII, so that a name can't control the terminal. */
    public static String ascii(FieldsWriter fields) {
        // DEL is the only ASCII control character that neither JSON nor the generator escapes.
        return write(ASCII, fields).replace("\u007f", "\\u007f");
    }

    private static String write(JsonFactory factory, FieldsWriter fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static void writeIfKnown(JsonGenerator json, String field, long value) throws IOException {
        if (value < 0) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value);
        }
    }

    public static void writeTexts(JsonGenerator json, String field, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
