package replaystorage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import replaystorage.console.JsonText;
import replaystorage.jobs.Verification;

/** Result of a verification as JSON. */
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
            JsonText.writeTexts(out, "differing", result.differingFiles());
            JsonText.writeTexts(out, "missing", result.missingFiles());
            JsonText.writeTexts(out, "unreadable", result.unreadableFiles());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
