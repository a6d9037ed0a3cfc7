package replaystorage.support.b2;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Content of a file: in memory if small, else in files; several pieces for a large file. */
record StoredContent(List<ContentPiece> pieces, String sha1) {
    static final StoredContent NONE = new StoredContent(List.of(), null);

    private static final int MEMORY = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private interface ByteSource {
        InputStream open() throws IOException;
    }

    private record ContentPiece(ByteSource source, long from, long length) {
        InputStream open() throws IOException {
            InputStream in = source.open();
            in.skipNBytes(from);
            return in;
        }
    }

    /** Reads exactly this number of bytes. */
    static StoredContent read(InputStream in, long length, Path folder) throws IOException {
        MessageDigest digest = Sha1.sha1();
        ContentPiece piece;
        if (length <= MEMORY) {
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            digest.update(bytes);
            piece = new ContentPiece(() -> new ByteArrayInputStream(bytes), 0, length);
        } else {
            Path file = Files.createTempFile(folder, "content", null);
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
                transfer(in, out, length);
            }
            piece = new ContentPiece(() -> Files.newInputStream(file), 0, length);
        }
        return new StoredContent(List.of(piece), HexFormat.of().formatHex(digest.digest()));
    }

    /** All parts in order; B2 has no hash of a large file. */
    static StoredContent concatenated(List<StoredContent> parts) {
        return new StoredContent(
                parts.stream().flatMap(part -> part.pieces.stream()).toList(), "none");
    }

    long length() {
        return pieces.stream().mapToLong(ContentPiece::length).sum();
    }

    StoredContent part(long from, long length) throws IOException {
        List<ContentPiece> part = new ArrayList<>();
        long skip = from;
        long left = length;
        for (ContentPiece piece : pieces) {
            long here = Math.min(left, piece.length() - skip);
            if (here > 0) {
                part.add(new ContentPiece(piece.source(), piece.from() + skip, here));
                left -= here;
            }
            skip = Math.max(0, skip - piece.length());
        }
        StoredContent content = new StoredContent(part, null);
        MessageDigest digest = Sha1.sha1();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            content.writeTo(out);
        }
        return new StoredContent(part, HexFormat.of().formatHex(digest.digest()));
    }

    void writeTo(OutputStream out) throws IOException {
        for (ContentPiece piece : pieces) {
            try (InputStream in = piece.open()) {
                transfer(in, out, piece.length());
            }
        }
    }

    private static void transfer(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }
}
