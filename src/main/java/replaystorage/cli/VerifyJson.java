package replaystorage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import replaystorage.jobs.Verification;

/** What a verification found, as JSON. */
final class VerifyJson {
    private VerifyJson() {}

    static void write(JsonGenerator out, Map<String, Verification.VerificationResult> results) throws IOException {
        out.writeArrayFieldStart("folders");
        for (Map.Entry<String, Verification.VerificationResult> each : results.entrySet()) {
            Verification.VerificationResult result = each.getValue();
            out.writeStartObject();
            out.writeStringField("name", each.getKey());
            out.writeNumberField("comparedByHash", result.comparedByHash());
            out.writeNumberField("comparedByBytes", result.comparedByBytes());
            names(out, "differing", result.differingFiles());
            names(out, "missing", result.missingFiles());
            names(out, "unreadable", result.unreadableFiles());
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
