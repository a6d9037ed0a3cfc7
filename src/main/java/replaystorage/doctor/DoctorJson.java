package replaystorage.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The lines of a doctor as one JSON object: `status`, `checks` with `about`, `level`, `text` and `remedy` (null where there is none), `errors` and `warnings`. */
public final class DoctorJson {
    private DoctorJson() {}

    public static String toJson(List<Doctor.DoctorLine> lines) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("status", Doctor.status(lines));
            json.writeArrayFieldStart("checks");
            for (Doctor.DoctorLine line : lines) {
                json.writeStartObject();
                json.writeStringField("about", line.subject());
                json.writeStringField("level", line.finding().severity().toString());
                json.writeStringField("text", line.finding().text());
                json.writeStringField("remedy", line.finding().remedy());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("errors", Doctor.count(lines, Severity.ERROR));
            json.writeNumberField("warnings", Doctor.count(lines, Severity.WARNING));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
