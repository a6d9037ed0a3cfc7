package replaystorage.support.drive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A file, folder, document or shortcut.
 *
 * @param parent id of its folder; SHARED for items that others share
 * @param bytes one per character; null without content
 * @param target id of a shortcut's target, or null
 */
record FakeDriveItem(
        String id,
        String name,
        String parent,
        String type,
        String bytes,
        String modified,
        boolean trashed,
        String target) {
    static final String FOLDER = "application/vnd.google-apps.folder";
    static final String DOCUMENT = "application/vnd.google-apps.document";
    static final String SHORTCUT = "application/vnd.google-apps.shortcut";
    static final String FILE = "application/octet-stream";
    static final String SHARED = "(shared)";

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("name", name);
        json.writeStringField("mimeType", type);
        json.writeStringField("modifiedTime", modified);
        json.writeStringField("createdTime", modified);
        json.writeBooleanField("trashed", trashed);
        if (!parent.equals(SHARED)) {
            json.writeArrayFieldStart("parents");
            json.writeString(parent);
            json.writeEndArray();
        }
        if (bytes != null) {
            // Drive writes 64-bit numbers as strings.
            json.writeStringField("size", String.valueOf(bytes.length()));
            json.writeStringField("md5Checksum", md5());
        }
        if (target != null) {
            json.writeObjectFieldStart("shortcutDetails");
            json.writeStringField("targetId", target);
            json.writeStringField("targetMimeType", FOLDER);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    String json() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(json);
        }
        return text.toString();
    }

    private String md5() {
        try {
            return String.format(
                    "%032x", new BigInteger(1, MessageDigest.getInstance("MD5").digest(bytes.getBytes(ISO_8859_1))));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
