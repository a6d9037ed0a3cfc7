package replaystorage.rclone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Masks secrets in a stream of arbitrary chunks: holds back what may be the beginning of a secret. */
final class RedactingStream extends OutputStream {
    private final OutputStream target;
    private final List<String> secrets;
    private String pending = "";

    RedactingStream(OutputStream to, List<String> secrets) {
        this.target = to;
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
        String text = pending + new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
            text = text.replace(secret, Redaction.MASK);
        }
        int safe = text.length() - possibleSecretPrefix(text);
        pending = text.substring(safe);
        target.write(text.substring(0, safe).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /** Number of characters at the end that may begin a secret. */
    private int possibleSecretPrefix(String text) {
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
        target.write(pending.getBytes(StandardCharsets.ISO_8859_1));
        pending = "";
        target.flush();
    }
}
