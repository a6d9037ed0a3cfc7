package replaystorage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import replaystorage.transfer.Verification;

/** What a verification found, as JSON. */
final class VerifyJson {
    private VerifyJson() {}

    static void write(JsonGenerator out, Map<String, Verification.Result> results) throws IOException {
        out.writeArrayFieldStart("folders");
        for (Map.Entry<String, Verification.Result> each : results.entrySet()) {
            Verification.Result result = each.getValue();
            out.writeStartObject();
            out.writeStringField("name", each.getKey());
            out.writeNumberField("comparedByHash", result.byHash());
            out.writeNumberField("comparedByBytes", result.byBytes());
            names(out, "differing", result.differing());
            names(out, "missing", result.missing());
            names(out, "unreadable", result.unreadable());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void names(JsonGenerator out, String field, Collection<String> names) throws IOException {
        out.writeArrayFieldStart(field);
        for (String name : names) {
            out.writeString(name);
        }
        out.writeEndArray();
    }
}
