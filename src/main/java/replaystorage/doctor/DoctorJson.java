package replaystorage.doctor;

import java.util.List;
import replaystorage.console.JsonText;

/**
 * The doctor's findings as one JSON object: `status`, `checks` with `about`, `level`, `text` and `remedy` (null if
 * there is none), `errors` and `warnings`.
 */
public final class DoctorJson {
    private DoctorJson() {}

    public static String toJson(List<Doctor.DoctorLine> lines) {
        return JsonText.of(json -> {
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
        });
    }
}
