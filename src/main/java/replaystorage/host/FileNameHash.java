package replaystorage.host;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Hashes a text of any length to 16 hex digits for use in a file name. By checksums: Java's digests cost each run the start of its security providers.
 */
public final class FileNameHash {
    private FileNameHash() {}

    /** Eight hexadecimal digits, where a collision does no harm. */
    static String shortHash(String text) {
        return hexChecksum(new CRC32(), text.getBytes(StandardCharsets.UTF_8));
    }

    public static String hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return hexChecksum(new CRC32(), bytes) + hexChecksum(new CRC32C(), bytes);
    }

    private static String hexChecksum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
