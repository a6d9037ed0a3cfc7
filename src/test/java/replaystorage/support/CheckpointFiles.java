package replaystorage.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files in the formats that trainers and games write. */
public final class CheckpointFiles {
    private CheckpointFiles() {}

    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A zip, as torch and numpy write. */
    public static byte[] zip(int length, long seed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("archive/data/0"));
            zip.write(noise(length, seed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] safetensors(int length, long seed) {
        int half = length / 2;
        byte[] header = ("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"a\":{\"dtype\":\"U8\",\"shape\":[" + half + "],\"data_offsets\":[0," + half + "]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[" + (length - half) + "],\"data_offsets\":[" + half + ","
                        + length + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(noise(length, seed))
                .array();
    }

    /** A Slippi replay of a finished game; length of its raw element. */
    public static byte[] replay(int length, long seed) {
        byte[] end = "U\u0008metadata{}}".getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(15 + length + end.length)
                .put("{U\u0003raw[$U#l".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(length)
                .put(noise(length, seed))
                .put(end)
                .array();
    }
}
