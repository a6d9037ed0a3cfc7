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

/** Bytes that the server holds: few in memory, many in files, those of several parts one after another. */
record Content(List<Piece> pieces, String sha1) {
    static final Content NONE = new Content(List.of(), null);

    private static final int MEMORY = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private interface Source {
        InputStream open() throws IOException;
    }

    /** A stretch of what memory or a file holds. */
    private record Piece(Source source, long from, long length) {
        InputStream open() throws IOException {
            InputStream in = source.open();
            in.skipNBytes(from);
            return in;
        }
    }

    /** Reads exactly so many bytes. */
    static Content read(InputStream in, long length, Path folder) throws IOException {
        MessageDigest digest = Digest.sha1();
        Piece piece;
        if (length <= MEMORY) {
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            digest.update(bytes);
            piece = new Piece(() -> new ByteArrayInputStream(bytes), 0, length);
        } else {
            Path file = Files.createTempFile(folder, "content", null);
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
                transfer(in, out, length);
            }
            piece = new Piece(() -> Files.newInputStream(file), 0, length);
        }
        return new Content(List.of(piece), HexFormat.of().formatHex(digest.digest()));
    }

    /** All parts in their order; B2 keeps no hash of a large file. */
    static Content joined(List<Content> parts) {
        return new Content(parts.stream().flatMap(part -> part.pieces.stream()).toList(), "none");
    }

    long length() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    Content part(long from, long length) throws IOException {
        List<Piece> part = new ArrayList<>();
        long skip = from;
        long left = length;
        for (Piece piece : pieces) {
            long here = Math.min(left, piece.length() - skip);
            if (here > 0) {
                part.add(new Piece(piece.source(), piece.from() + skip, here));
                left -= here;
            }
            skip = Math.max(0, skip - piece.length());
        }
        Content content = new Content(part, null);
        MessageDigest digest = Digest.sha1();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            content.writeTo(out);
        }
        return new Content(part, HexFormat.of().formatHex(digest.digest()));
    }

    void writeTo(OutputStream out) throws IOException {
        for (Piece piece : pieces) {
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
