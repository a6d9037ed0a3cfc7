package replaystorage.rclone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Masks secrets in a stream that is cut anywhere: what may be the beginning of one waits for the next bytes. */
final class RedactedStream extends OutputStream {
    private final OutputStream to;
    private final List<String> secrets;
    private String waiting = "";

    RedactedStream(OutputStream to, List<String> secrets) {
        this.to = to;
        this.secrets = secrets.stream()
                .map(secret -> new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        String text = waiting + new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
            text = text.replace(secret, Redaction.MASK);
        }
        int safe = text.length() - beginning(text);
        waiting = text.substring(safe);
        to.write(text.substring(0, safe).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** How many characters at the end may be the beginning of a secret. */
    private int beginning(String text) {
        int most = 0;
        for (String secret : secrets) {
            for (int n = Math.min(secret.length() - 1, text.length()); n > most; n--) {
                if (text.endsWith(secret.substring(0, n))) {
                    most = n;
                }
            }
        }
        return most;
    }

    @Override
    public void close() throws IOException {
        to.write(waiting.getBytes(StandardCharsets.ISO_8859_1));
        waiting = "";
        to.flush();
    }
}
