package replaystorage.stability;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A file format that shows whether a file is complete. Files without content or with another beginning are not judged; a file that ends within
 * the beginning is truncated.
 *
 * @param magic beginning of each file, one character per byte
 */
record TruncationDetector(List<String> endings, String magic, CompletenessCheck completenessCheck) {
    private static final int END_RECORD_SIZE = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    /** Bytes that hold the length of a safetensors header. */
    private static final int LENGTH_FIELD_SIZE = 8;
    /** Readers of the format refuse longer headers. */
    private static final long HEADER_LIMIT = 100_000_000;
    /** Offset of a replay's raw element. */
    private static final int RAW_HEADER_SIZE = 15;

    private static final List<TruncationDetector> FORMATS = List.of(
            new TruncationDetector(
                    List.of(".pt", ".pth", ".npz", ".ckpt"), "PK\u0003\u0004", TruncationDetector::hasEndRecord),
            new TruncationDetector(List.of(".safetensors"), "", TruncationDetector::hasAllTensors),
            new TruncationDetector(List.of(".slp"), "{U\u0003raw[$U#l", TruncationDetector::hasFinishedRawElement));

    private interface CompletenessCheck {
        boolean isComplete(FileChannel file) throws IOException;
    }

    /** True if the format is known and the file is incomplete. */
    static boolean isTruncated(Path path) {
        String name = path.getFileName().toString();
        return FORMATS.stream()
                .anyMatch(format -> format.endings.stream().anyMatch(name::endsWith) && format.detects(path));
    }

    private boolean detects(Path path) {
        try (FileChannel file = FileChannel.open(path)) {
            if (file.size() == 0) {
                return false;
            }
            String start = StandardCharsets.ISO_8859_1
                    .decode(read(file, 0, magic.length()))
                    .toString();
            return magic.startsWith(start) && (start.length() < magic.length() || !completenessCheck.isComplete(file));
        } catch (IOException e) {
            // The next reader reports the problem.
            return false;
        }
    }

    /** A zip, as torch and numpy write, ends with its end-of-central-directory record. */
    private static boolean hasEndRecord(FileChannel file) throws IOException {
        int longest = END_RECORD_SIZE + 0xFFFF;
        ByteBuffer tail = read(file, Math.max(0, file.size() - longest), longest);
        for (int at = tail.limit() - END_RECORD_SIZE; at >= 0; at--) {
            int comment = tail.getShort(at + END_RECORD_SIZE - 2) & 0xFFFF;
            if (tail.getInt(at) == END_SIGNATURE && at + END_RECORD_SIZE + comment == tail.limit()) {
                return true;
            }
        }
        return false;
    }

    /** The header tells where the last tensor ends. */
    private static boolean hasAllTensors(FileChannel file) throws IOException {
        if (file.size() <= LENGTH_FIELD_SIZE) {
            return false;
        }
        ByteBuffer start = read(file, 0, LENGTH_FIELD_SIZE + 1);
        long length = start.getLong(0);
        return start.get(LENGTH_FIELD_SIZE) != '{'
                || (length > 0
                        && length <= HEADER_LIMIT
                        && LENGTH_FIELD_SIZE + length <= file.size()
                        && LENGTH_FIELD_SIZE + length + lastTensorEnd(read(file, LENGTH_FIELD_SIZE, (int) length))
                                <= file.size());
    }

    /** The largest of all `data_offsets`; a huge number if the header is not JSON. */
    private static long lastTensorEnd(ByteBuffer header) throws IOException {
        byte[] text = new byte[header.remaining()];
        header.get(text);
        long last = 0;
        try (JsonParser json = new JsonFactory().createParser(text)) {
            boolean offsets = false;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    offsets = json.currentName().equals("data_offsets");
                } else if (token == JsonToken.VALUE_NUMBER_INT && offsets) {
                    last = Math.max(last, json.getLongValue());
                }
            }
            return last;
        } catch (JacksonException e) {
            return Long.MAX_VALUE / 2;
        }
    }

    /** The raw element's length is written when the game ends; until then it is 0. */
    private static boolean hasFinishedRawElement(FileChannel file) throws IOException {
        if (file.size() < RAW_HEADER_SIZE) {
            return false;
        }
        long length =
                read(file, 0, RAW_HEADER_SIZE).order(ByteOrder.BIG_ENDIAN).getInt(RAW_HEADER_SIZE - 4) & 0xFFFFFFFFL;
        return length > 0 && RAW_HEADER_SIZE + length <= file.size();
    }

    private static ByteBuffer read(FileChannel file, long from, int most) throws IOException {
        int length = (int) Math.max(0, Math.min(most, file.size() - from));
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) >= 0) {
            // A read may return fewer bytes than requested.
        }
        return buffer.flip();
    }
}
