package replaystorage.bench.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;

/** Creates files of random bytes, equal in each benchmark and old enough to count as stable. */
public final class SampleFiles {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");
    private static final int PER_FOLDER = 10_000;

    private SampleFiles() {}

    /** Replay files: most of 2 to 3 MB, all between 1 and 5 MB. */
    public static Path replays(Path folder, int count) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
            double megabytes = Math.min(5, Math.max(1, 2.6 * Math.exp(0.4 * random.nextGaussian())));
            write(folder.resolve("Game_%06d.slp".formatted(i)), Math.round(megabytes * 1e6), i);
        }
        return folder;
    }

    /** Files of equal size, at most 10,000 per folder. */
    public static Path equal(Path folder, int count, long bytes, String extension) throws IOException {
        for (int i = 0; i < count; i++) {
            String name = "%06d.%s".formatted(i, extension);
            String below = count > PER_FOLDER ? "part-%02d/".formatted(i / PER_FOLDER) : "";
            write(folder.resolve(below + name), bytes, i);
        }
        return folder;
    }

    private static void write(Path file, long bytes, long seed) throws IOException {
        Files.createDirectories(file.getParent());
        SplittableRandom random = new SplittableRandom(seed);
        byte[] block = new byte[(int) Math.min(bytes, 1 << 20)];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        }
        Files.setLastModifiedTime(file, FileTime.from(TIME.plusSeconds(seed)));
    }
}
