package replaystorage.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a text file or a pipe up to a limit, because a device such as /dev/zero never ends. */
public final class SmallFileReader {
    private SmallFileReader() {}

    /** @throws FileSystemException with a readable reason if it is a folder, too large or not text */
    public static String readText(Path file, int limit) throws IOException {
        if (Files.isDirectory(file)) {
            throw unusable(file, "it is a folder");
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(limit + 1);
        }
        if (bytes.length > limit) {
            throw unusable(file, "it is larger than " + (limit >> 10) + " KiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is not UTF-8 text");
        }
    }

    private static FileSystemException unusable(Path file, String why) {
        return new FileSystemException(file.toString(), null, why);
    }
}
